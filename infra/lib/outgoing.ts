import type { Settings } from '../../stacks/settings.ts';
import { ANYWHERE, type Edge, type Outside } from './edge.ts';
import { portOf } from './urls.ts';

const HTTPS = 443;

interface Destination {
  namespace?: string;
  cidr?: string;
}

const whereTo = ({ namespace, cidr }: Destination): Outside =>
  namespace ? { namespace } : { cidr: cidr ?? ANYWHERE };

const out = (from: 'mcp-api' | 'alertmanager', to: Destination, port: number): Edge => ({
  from,
  to: whereTo(to),
  ports: [port],
});

/** Where the stack's own Alertmanager tells people. */
export const toReceivers = ({ monitoring: { email, slack } }: Settings): Edge[] => [
  ...(email ? [out('alertmanager', email, email.port)] : []),
  // An address that only a Secret holds is Slack's own.
  ...(slack ? [out('alertmanager', slack, slack.webhookUrl ? portOf(slack.webhookUrl) : HTTPS)] : []),
];

/** Where the API sends traces and notices about keys. */
export const fromApi = ({ api: { tracing, keyNotices } }: Settings): Edge[] => [
  ...(tracing ? [out('mcp-api', tracing, portOf(tracing.endpoint))] : []),
  ...(keyNotices?.webhook ? [out('mcp-api', keyNotices.webhook, portOf(keyNotices.webhook.url))] : []),
  ...(keyNotices?.email ? [out('mcp-api', keyNotices.email, keyNotices.email.port)] : []),
];
