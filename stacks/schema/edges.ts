import { Type } from 'typebox';
import {
  dnsLabel,
  flag,
  hostname,
  integer,
  oneOf,
  optionalHostname,
  port,
  resources,
  section,
  text,
  volume,
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
  annotations: Type.Record(Type.String(), Type.String(), {
    description: 'Annotations for the controller, such as a load-balancing strategy.',
  }),
  tls: Tls,
});

export const Monitoring = section('Metrics and alerts.', {
  mode: oneOf(
    ['standalone', 'operator', 'none'],
    "The stack's own Prometheus and Alertmanager, objects for the operator, or nothing.",
  ),
  retentionDays: integer(1, 365, 'How long metrics are kept. Days.'),
  scrapeSeconds: integer(5, 300, 'Time between two scrapes. Seconds.'),
  runbookUrl: text('Address in front of the runbook pages that alerts link to; empty = no link.'),
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
