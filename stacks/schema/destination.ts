import { Type } from 'typebox';
import { cidr, dnsLabel } from './terms.ts';

/** Where the network policy lets a connection out to. */
export const destination = (what: string) => ({
  namespace: Type.Optional(
    dnsLabel(`Namespace ${what} runs in, for the network policy; the port is the one of its pods.`),
  ),
  cidr: Type.Optional(
    cidr(`Block ${what} is in, for the network policy; without it and without a namespace, any address.`),
  ),
});
