import type { Settings } from '../settings.ts';

/** A value that the schema allows by itself but that contradicts another one. */
export interface Conflict {
  key: string;
  /** What is allowed, and because of which other setting. */
  allowed: string;
}

/** One contradiction that settings can contain, under each of the keys it concerns. */
export type Rule = (settings: Settings) => Conflict[];

/** Rules by name; the table of their tests has a case for each. */
export type Rules = Record<string, Rule>;

export const when = (broken: boolean, key: string, allowed: string): Conflict[] =>
  broken ? [{ key, allowed }] : [];

/** Of several keys of a section exactly one may be given. */
export const exactlyOne = (key: string, names: string[], section: Record<string, unknown>): Conflict[] => {
  const given = names.filter((name) => section[name] !== undefined);
  return when(given.length !== 1, key, `exactly one of ${names.join(', ')}`);
};
