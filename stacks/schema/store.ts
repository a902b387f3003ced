import { Type } from 'typebox';
import { cidr, flag, hostname, oneOf, port } from './terms.ts';

/** Whether a store is the stack's own. */
export const mode = (store: string) =>
  oneOf(['inCluster', 'external'], `Whether the stack runs ${store} itself or uses one that exists.`);

/** How an external store is reached. */
export const reach = {
  host: hostname('Host.'),
  port: port('Port.'),
  tls: flag('Whether the connection is encrypted.'),
  cidr: Type.Optional(cidr('Block the store is in, for the network policy; left out = any address.')),
};
