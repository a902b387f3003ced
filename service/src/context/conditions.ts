import type { SqlCondition } from '../memories/filters.ts';
import { hasWords, type TermKind } from './terms.ts';

/** What every list can be narrowed by. Unset = anything. */
export interface CommonFilter {
  tag?: string | undefined;
  sessionId?: string | undefined;
  q?: string | undefined;
}

/** The conditions of a list, for a table named e. */
export function commonConditions(
  kind: TermKind,
  project: string,
  { tag, sessionId, q }: CommonFilter,
): SqlCondition[] {
  return [
    ...(tag === undefined
      ? []
      : [{ sql: 'JSON_CONTAINS(e.tags, ?)', values: [JSON.stringify(tag.toWellFormed())] }]),
    ...(sessionId === undefined ? [] : [{ sql: 'e.session_id = ?', values: [sessionId] }]),
    ...(q === undefined ? [] : [hasWords(kind, project, q)]),
  ];
}

/** `column = value`, when there is one. */
export function equals(column: string, value: string | number | undefined): SqlCondition[] {
  return value === undefined ? [] : [{ sql: `e.${column} = ?`, values: [value] }];
}
