import { dump } from 'js-yaml';
import type { Settings } from '../../../stacks/settings.ts';
import { GROUPING, INHIBITIONS, receiversOf, TEXT, TITLE } from './routing.ts';

/** Where the receivers' credentials are mounted, one file each. */
export const CREDENTIALS = '/etc/alertmanager-credentials';

type Monitoring = Settings['monitoring'];

const email = ({ to, from, host, port, tls, username }: NonNullable<Monitoring['email']>) => ({
  to,
  from,
  smarthost: `${host}:${port}`,
  require_tls: tls,
  send_resolved: true,
  headers: { Subject: TITLE },
  text: TEXT,
  html: '',
  ...(username ? { auth_username: username, auth_password_file: `${CREDENTIALS}/email` } : {}),
});

const slack = ({ channel }: NonNullable<Monitoring['slack']>) => ({
  channel,
  api_url_file: `${CREDENTIALS}/slack`,
  send_resolved: true,
  title: TITLE,
  text: TEXT,
});

/** alertmanager.yml; it names files for what is secret. Without receivers alerts are shown and nobody is told. */
export function alertmanagerConfig(settings: Settings): string {
  const { monitoring } = settings;
  return dump(
    {
      route: {
        receiver: 'none',
        group_by: GROUPING.by,
        group_wait: GROUPING.wait,
        group_interval: GROUPING.interval,
        repeat_interval: GROUPING.repeat,
        routes: receiversOf(settings).map(({ name, severities }) => ({
          receiver: name,
          matchers: [`severity=~"${severities}"`],
          continue: true,
        })),
      },
      inhibit_rules: INHIBITIONS.map(({ cause, effects }) => ({
        source_matchers: [`alertname="${cause}"`],
        target_matchers: [`alertname=~"${effects}"`],
        equal: ['namespace'],
      })),
      receivers: [
        { name: 'none' },
        ...(monitoring.email ? [{ name: 'email', email_configs: [email(monitoring.email)] }] : []),
        ...(monitoring.slack ? [{ name: 'slack', slack_configs: [slack(monitoring.slack)] }] : []),
      ],
    },
    { noRefs: true },
  );
}
