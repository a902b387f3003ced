import type { Credential, Detector } from './credential.ts';
import { isPlaceholder } from './placeholders.ts';

// A name, what assigns, and a value of visible ASCII: Chinese prose after 密码 is none.
const ASSIGNMENT =
  /(?:(?<password>password|passwd|passphrase|pwd|密码|口令)|secret(?:[_-]?(?:access[_-]?)?key)?|(?<token>token|令牌)|api[_-]?key|(?:access|private|auth|account)[_-]?key|credentials?|密钥)["'`\])]{0,2}\s{0,5}(?<operator>:=|=>|={1,3}|:|：|(?<= )is(?= )|是|为)\s{0,5}(?<quote>["'`]?)(?<value>[\x21-\x7e]{6,300})/giu;
const AUTHORIZATION =
  /\b(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)|bearer)\s{1,3}(?<value>[\w.~+/=-]{16,2000})/gi;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Words of prose and of code, with few digits: base64-encoded, config.db2.password, getToken2(). */
const WORDLIKE = /^[A-Za-z_]+\d{0,2}(?:[-/._][A-Za-z_]+\d{0,2})*(?:\(.*)?$/;

const MIN_PASSWORD = 6;
const MIN_QUOTED_SECRET = 12;
const MIN_SECRET = 16;
/** Bits per character. Random text has more than 3, names and sentences of this length less. */
const MIN_ENTROPY = 3;

/** `password = …`, `"apiKey": "…"`, `密码：…` and `Authorization: Bearer …` with what can be a real value. */
export const findAssignments: Detector = (text) => [...findAssigned(text), ...findAuthorization(text)];

function findAssigned(text: string): Credential[] {
  const found: Credential[] = [];
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match; match = ASSIGNMENT.exec(text)) {
    const { password, token, operator = '', quote = '', value: raw = '' } = match.groups ?? {};
    const start = ASSIGNMENT.lastIndex - raw.length;
    const value = cut(raw, quote);
    const context = {
      prose: /^(?:is|是|为)$/i.test(operator),
      equals: /=$/.test(operator),
      quoted: quote !== '',
    };
    const real = password !== undefined ? isPassword(value, context) : isSecret(value, context.quoted);
    if (real && !(token !== undefined && UUID.test(value))) {
      found.push({ kind: password === undefined ? 'secret' : 'password', start, end: start + value.length });
    }
    // What was taken for a value may hold the next assignment.
    ASSIGNMENT.lastIndex = start + (real ? value.length : 0);
  }
  return found;
}

function findAuthorization(text: string): Credential[] {
  return Array.from(text.matchAll(AUTHORIZATION)).flatMap(({ 0: whole, index, groups }) => {
    const value = cut(groups?.value ?? '', '');
    const start = index + whole.length - (groups?.value?.length ?? 0);
    return isSecret(value, true) ? [{ kind: 'authorization', start, end: start + value.length }] : [];
  });
}

/** The value up to its closing quote, or without the punctuation of the sentence around it. */
function cut(raw: string, quote: string): string {
  if (quote !== '') return raw.split(quote, 1)[0] ?? '';
  return (raw.split(/["'`,;]/, 1)[0] ?? '').replace(/[.:)\]}>]+$/, '');
}

interface Context {
  /** Joined by a word: "the password is …". */
  prose: boolean;
  equals: boolean;
  quoted: boolean;
}

function isPassword(value: string, { prose, equals, quoted }: Context): boolean {
  if (value.length < MIN_PASSWORD || isPlaceholder(value)) return false;
  if (quoted) return /[A-Za-z0-9]/.test(value) && !value.includes('${');
  if (/^[\w.$]+\(|^\w+\.\w+\.?\w*$/.test(value) && !/\d{2}/.test(value)) return false;
  const digit = /\d/.test(value);
  if (!digit) return /[A-Za-z]/.test(value) && /[!@#%^&*+?~|]/.test(value);
  if (/^\d+$/.test(value)) return equals;
  return !(prose && WORDLIKE.test(value));
}

function isSecret(value: string, quoted: boolean): boolean {
  if (value.length < (quoted ? MIN_QUOTED_SECRET : MIN_SECRET) || isPlaceholder(value)) return false;
  if (!/[A-Za-z]/.test(value) || WORDLIKE.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  return digits >= (quoted ? 1 : 3) && entropy(value) >= MIN_ENTROPY;
}

/** Shannon entropy of the characters, in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
