import { AppError } from '../errors.ts';
import type { Credential } from './credential.ts';
import { findCredentials, maskCredentials } from './find-credentials.ts';
import type { CredentialPolicy } from './policy.ts';

const MAX_REPORTED = 10;

type Finding = Pick<Credential, 'kind'> & { field: string; offset: number };

/** See Guards.checkContent. */
export function checkTexts<T>(input: T, policy: CredentialPolicy): T {
  if (policy === 'allow') return input;
  const findings: Finding[] = [];
  const masked = walk(input, '', (text, field) => {
    const found = findCredentials(text);
    findings.push(...found.map(({ kind, start }) => ({ field, kind, offset: start })));
    return found.length === 0 ? text : maskCredentials(text, found);
  });
  const [first] = findings;
  if (!first) return input;
  if (policy === 'mask') return masked as T;
  throw new AppError('CREDENTIAL_REFUSED', {
    message: `${first.field || 'The text'} holds what looks like a credential: ${first.kind} at character ${first.offset}`,
    details: { ...first, findings: findings.slice(0, MAX_REPORTED) },
  });
}

/** A copy with every text replaced by what `visit` makes of it. */
function walk(value: unknown, field: string, visit: (text: string, field: string) => string): unknown {
  if (typeof value === 'string') return visit(value, field);
  const under = (key: string | number) => (field === '' ? String(key) : `${field}.${key}`);
  if (Array.isArray(value)) return value.map((item, index) => walk(item, under(index), visit));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, under(key), visit)]));
}
