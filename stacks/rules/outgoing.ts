import type { Settings } from '../settings.ts';
import { exactlyOne, type Rules, when } from './rule.ts';

interface Outgoing {
  key: string;
  /** The key of its address, where it has one that says whether it is encrypted. */
  url?: string;
  section?: { namespace?: string; cidr?: string };
}

/** Everything that leaves the stack besides what goes to stores. */
const outgoing = ({ api: { tracing, keyNotices }, monitoring: { email, slack } }: Settings): Outgoing[] => [
  { key: 'api.tracing', url: 'endpoint', section: tracing },
  { key: 'api.keyNotices.webhook', url: 'url', section: keyNotices?.webhook },
  { key: 'api.keyNotices.email', section: keyNotices?.email },
  { key: 'monitoring.slack', url: 'webhookUrl', section: slack },
  { key: 'monitoring.email', section: email },
];

export const outgoingRules = {
  'outgoing-one-destination': (settings) =>
    outgoing(settings).flatMap(({ key, section }) =>
      when(
        section?.namespace !== undefined && section.cidr !== undefined,
        key,
        'at most one of namespace, cidr',
      ),
    ),

  'outgoing-encrypted': (settings) =>
    outgoing(settings).flatMap(({ key, url = '', section }) => {
      const address = (section as Record<string, string> | undefined)?.[url];
      return when(
        settings.environment === 'production' &&
          address?.startsWith('http:') === true &&
          section?.namespace === undefined,
        // Not under the address itself: some are secret, and the value of a key is shown.
        key,
        `an https ${url} in production, or a namespace of the cluster that it goes to`,
      );
    }),

  'notices-webhook-one-secret': ({ api: { keyNotices } }) =>
    keyNotices?.webhook
      ? exactlyOne('api.keyNotices.webhook', ['secret', 'existingSecret'], keyNotices.webhook)
      : [],

  'notices-email-one-credential': ({ api: { keyNotices } }) =>
    when(
      keyNotices?.email?.password !== undefined && keyNotices.email.existingSecret !== undefined,
      'api.keyNotices.email',
      'at most one of password, existingSecret',
    ),

  'notices-email-complete-login': ({ api: { keyNotices } }) =>
    when(
      keyNotices?.email !== undefined &&
        keyNotices.email.existingSecret === undefined &&
        (keyNotices.email.username !== '') !== (keyNotices.email.password !== undefined),
      'api.keyNotices.email.username',
      'given together with password',
    ),
} satisfies Rules;
