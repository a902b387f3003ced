import type { Detector } from './credential.ts';
import { isPlaceholder } from './placeholders.ts';

const URL_PASSWORD = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/?#]{0,100}:(?<password>[^\s@/]{1,200})@[\w[]/gi;

/** Passwords in connection URLs such as mysql://user:password@host. */
export const findUrlPasswords: Detector = (text) =>
  Array.from(text.matchAll(URL_PASSWORD)).flatMap(({ 0: whole, index, groups }) => {
    const password = groups?.password ?? '';
    if (isPlaceholder(password)) return [];
    const end = index + whole.lastIndexOf('@');
    return [{ kind: 'connection_url', start: end - password.length, end }];
  });
