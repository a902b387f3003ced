import { createHash } from 'node:crypto';
import { isStopword } from './stopwords.ts';
import { tokenize } from './tokens.ts';

const PLAIN = /^[a-z0-9]{1,40}$/;
const MAX_HEX = 64;
const MAX_QUERY_TERMS = 64;

/**
 * The code under which MySQL's FULLTEXT index knows a token of one project. It begins with a code of the project,
 * so a search reads only that project's postings, and it is plain ASCII, longer than the parser's minimum
 * (innodb_ft_min_token_size, 3), shorter than its maximum (84) and never a stop word.
 */
export type TermEncoder = (token: string) => string;

export function termEncoder(project: string): TermEncoder {
  const digest = createHash('sha256').update(project).digest();
  const prefix = (digest.readUInt32BE(0) % 36 ** 6).toString(36).padStart(6, '0');
  return (token) => prefix + encode(token);
}

function encode(token: string): string {
  if (PLAIN.test(token)) return `w${token}`;
  const hex = Buffer.from(token, 'utf8').toString('hex');
  return hex.length <= MAX_HEX
    ? `x${hex}`
    : `h${createHash('sha256').update(token).digest('hex').slice(0, 32)}`;
}

/** The distinct terms of a memory, for the column `terms`. */
export function documentTerms(project: string, content: string): string[] {
  const { main, extra } = tokenize(content);
  return Array.from(new Set([...main, ...extra]), termEncoder(project));
}

/** The distinct terms to ask for, at most 64; empty when the query holds no word. */
export function queryTerms(project: string, query: string): string[] {
  const telling = tokenize(query, { omit: isStopword }).main;
  const tokens = telling.size > 0 ? telling : tokenize(query).main;
  return Array.from(tokens).slice(0, MAX_QUERY_TERMS).map(termEncoder(project));
}
