import type { Detector } from './credential.ts';

/** From the first line to the last, or to the end of the text; a heading without key material is only talked about. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|\s){0,8}(?=[A-Za-z0-9+/]{16}|Proc-Type|Version:|Comment:)(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]{1,100}-----)?/g;

/** Private keys in PEM and PGP armour, also with `\n` written out as in JSON. */
export const findPrivateKeys: Detector = (text) =>
  Array.from(text.matchAll(PRIVATE_KEY), ({ 0: { length }, index }) => ({
    kind: 'private_key',
    start: index,
    end: index + length,
  }));
