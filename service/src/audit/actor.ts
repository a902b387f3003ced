import type { FastifyRequest } from 'fastify';
import type { Actor } from './entry.ts';

/** Longest textual IPv6 address. */
const MAX_ADDRESS = 45;

/** Who sent a request. */
export const actorOf = (request: FastifyRequest): Actor => ({
  keyId: request.principal?.keyId ?? null,
  address: request.ip.slice(0, MAX_ADDRESS),
});
