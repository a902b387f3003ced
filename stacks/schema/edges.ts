import { Type } from 'typebox';
import { destination } from './destination.ts';
import {
  dnsLabel,
  emailAddress,
  emailAddresses,
  existingSecret,
  flag,
  hostname,
  integer,
  oneOf,
  optionalFolderUrl,
  optionalHostname,
  port,
  resources,
  section,
  sensitive,
  sensitiveUrl,
  text,
  volume,
  words,
} from './terms.ts';

const Tls = section('Encryption to the outside.', {
  mode: oneOf(
    ['selfSigned', 'secret', 'certManager'],
    'A certificate made once, one in an existing Secret, or one from cert-manager.',
  ),
  secretName: Type.Optional(dnsLabel('The existing TLS Secret (mode `secret`).')),
  issuer: Type.Optional(dnsLabel('cert-manager issuer (mode `certManager`).')),
  issuerKind: oneOf(['ClusterIssuer', 'Issuer'], 'Kind of that issuer.'),
});

export const Ingress = section('The way in.', {
  enabled: flag('Whether the API is reachable from outside the cluster.'),
  host: optionalHostname('Host clients use.'),
  additionalHosts: Type.Array(hostname('Host.'), { description: 'Further hosts with the same routes.' }),
  httpPort: port('Port clients use for HTTP; for the printed addresses only.'),
  httpsPort: port('Port clients use for HTTPS; for the printed addresses only.'),
  redirectToHttps: flag(
    'Whether the service sends who came over plain HTTP to HTTPS. The controller has to tell by X-Forwarded-Proto, as all well-known ones do.',
  ),
  annotations: Type.Record(Type.String(), Type.String(), {
    description: 'Annotations for the controller, such as a load-balancing strategy.',
  }),
  tls: Tls,
});

const told = oneOf(['critical', 'warning'], 'Least severe alert that is told.');

const Email = section('Alerts by e-mail.', {
  to: emailAddresses('Addresses that are told, separated by commas.'),
  from: emailAddress('Address it comes from.'),
  severity: told,
  host: hostname('SMTP server.'),
  port: port('Its port.'),
  ...destination('the server'),
  tls: flag('Whether STARTTLS is required.'),
  username: text('User; empty = the server asks for none.'),
  password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
  existingSecret: Type.Optional(existingSecret('the password')),
});

const Slack = section('Alerts in Slack.', {
  channel: words('Channel that is told.'),
  severity: told,
  webhookUrl: Type.Optional(sensitiveUrl('URL of the incoming webhook, from an encrypted setting.')),
  existingSecret: Type.Optional(existingSecret('the URL of the incoming webhook, whose port has to be 443')),
  ...destination('the receiver'),
});

export const Monitoring = section('Metrics and alerts.', {
  mode: oneOf(
    ['standalone', 'operator', 'none'],
    "The stack's own Prometheus and Alertmanager, objects for the operator, or nothing.",
  ),
  retentionDays: integer(1, 365, 'How long metrics are kept. Days.'),
  scrapeSeconds: integer(5, 300, 'Time between two scrapes. Seconds.'),
  runbookUrl: optionalFolderUrl(
    'Address in front of the runbook pages that alerts link to; empty = their path here.',
  ),
  exporters: flag('Whether exporters give the metrics of the MySQL and Redis that the stack runs.'),
  dashboards: flag("Whether Grafana's sidecar is given the dashboards, as ConfigMaps."),
  email: Type.Optional(Email),
  slack: Type.Optional(Slack),
  operatorNamespace: dnsLabel("Namespace of the operator's Prometheus (mode `operator`)."),
  resources: resources('Prometheus'),
  volume: volume('Prometheus'),
});

export const Memory = section('Life of memories.', {
  shortTtlSeconds: integer(1, 31_536_000, 'Life of the short tier. Seconds.'),
});

export const Cache = section("The service's caches.", {
  l1MaxEntries: integer(0, 1_000_000, 'Entries in the process.'),
  l2TtlSeconds: integer(1, 604_800, 'Life of entries in Redis. Seconds.'),
});

export const Logging = section('Logs.', {
  level: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'Least severe level written.'),
});

export const Protection = section('Guards against losing data.', {
  stores: flag('Whether stores, their volumes and passwords refuse deletion and volumes outlive the stack.'),
  networkPolicies: flag('Whether every connection that is not needed is refused.'),
});
