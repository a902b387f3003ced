import { Type } from 'typebox';
import {
  certificate,
  cidr,
  existingConfigMap,
  existingSecret,
  flag,
  hostname,
  oneOf,
  port,
  section,
} from './terms.ts';

/** Whether a store is the stack's own. */
export const mode = (store: string) =>
  oneOf(['inCluster', 'external'], `Whether the stack runs ${store} itself or uses one that exists.`);

/** Whether a server of the stack encrypts. */
export const tls = (store: string) =>
  flag(`Whether the stack's own ${store} takes encrypted connections only, with a certificate made once.`);

const AUTHORITY = 'the certificate in PEM';

/** Who signed the certificate of an external store. */
export const authority = section(
  "The authority that signed the server's certificate: one of these; left out = those that systems know.",
  {
    certificate: Type.Optional(certificate('Its certificate.')),
    existingSecret: Type.Optional(existingSecret(AUTHORITY)),
    existingConfigMap: Type.Optional(existingConfigMap(AUTHORITY)),
  },
);

/** How an external store is reached. */
export const reach = {
  host: hostname('Host.'),
  port: port('Port.'),
  tls: flag('Whether the connection is encrypted.'),
  ca: Type.Optional(authority),
  cidr: Type.Optional(cidr('Block the store is in, for the network policy; left out = any address.')),
};
