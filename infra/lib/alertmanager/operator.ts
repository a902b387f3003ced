import type { Settings } from '../../../stacks/settings.ts';
import { GROUPING, INHIBITIONS, receiversOf, TEXT, TITLE } from './routing.ts';

/** A key of a Secret in the stack's namespace. */
export interface SecretKey<Name> {
  name: Name;
  key: string;
}

type Credentials<Name> = { email?: SecretKey<Name>; slack?: SecretKey<Name> };

const regexp = (name: string, value: string) => ({ name, value, matchType: '=~' });
const equals = (name: string, value: string) => ({ name, value, matchType: '=' });

/** The spec of an AlertmanagerConfig; the operator limits it to alerts of the stack's namespace. */
export function alertmanagerSpec<Name>(settings: Settings, credentials: Credentials<Name>) {
  const { email, slack } = settings.monitoring;
  return {
    route: {
      receiver: 'none',
      groupBy: GROUPING.by,
      groupWait: GROUPING.wait,
      groupInterval: GROUPING.interval,
      repeatInterval: GROUPING.repeat,
      routes: receiversOf(settings).map(({ name, severities }) => ({
        receiver: name,
        matchers: [regexp('severity', severities)],
        continue: true,
      })),
    },
    inhibitRules: INHIBITIONS.map(({ cause, effects }) => ({
      sourceMatch: [equals('alertname', cause)],
      targetMatch: [regexp('alertname', effects)],
      equal: ['namespace'],
    })),
    receivers: [
      { name: 'none' },
      ...(email
        ? [
            {
              name: 'email',
              emailConfigs: [
                {
                  to: email.to,
                  from: email.from,
                  smarthost: `${email.host}:${email.port}`,
                  requireTLS: email.tls,
                  sendResolved: true,
                  headers: [{ key: 'Subject', value: TITLE }],
                  text: TEXT,
                  html: '',
                  ...(credentials.email
                    ? { authUsername: email.username, authPassword: credentials.email }
                    : {}),
                },
              ],
            },
          ]
        : []),
      ...(slack
        ? [
            {
              name: 'slack',
              slackConfigs: [
                {
                  channel: slack.channel,
                  apiURL: credentials.slack,
                  sendResolved: true,
                  title: TITLE,
                  text: TEXT,
                },
              ],
            },
          ]
        : []),
    ],
  };
}
