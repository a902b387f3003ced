import { readFileSync } from 'node:fs';

/**
 * The authority that a store's certificate has to come from, in the form that Node's TLS takes.
 *
 * @param file PEM; empty = the system's authorities
 */
export const authority = (file = ''): { ca?: string } => (file ? { ca: readFileSync(file, 'utf8') } : {});
