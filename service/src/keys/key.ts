import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const ID_BYTES = 6;
const PARTS = /^sk-([A-Za-z0-9_-]{1,64})\.(.+)$/s;

/** A raw API key, taken apart. */
export interface ParsedKey {
  /** Public: names the key in the table, in logs and to its owner. */
  id: string;
  /** SHA-256 of the secret part: all that is stored of it. */
  secretHash: Buffer;
}

/** A new key `sk-<id>.<secret>` with 256 random bits. Shown once, never stored. */
export function generateKey(): string {
  return `sk-${randomBytes(ID_BYTES).toString('hex')}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/**
 * Takes a key apart. A key given by hand may lack the dot (`sk-xxxxxxxxxxxxxxxxxxxx`): then all of it is the secret
 * and its id comes from its hash.
 *
 * @returns null for what cannot be a key
 */
export function parseKey(raw: string): ParsedKey | null {
  const parts = PARTS.exec(raw);
  if (parts) return { id: parts[1] as string, secretHash: sha256(parts[2] as string) };
  if (!/^sk-[^.]+$/.test(raw)) return null;
  const secretHash = sha256(raw);
  // Marked, so that nobody can claim the id of such a key with a key of the other form.
  return { id: `~${secretHash.toString('hex').slice(0, 16)}`, secretHash };
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
