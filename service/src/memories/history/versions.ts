import type { MemoryVersion } from '../change-schemas.ts';
import type { Memory } from '../schemas.ts';
import type { HistoryRow } from './repository.ts';

/**
 * Every version of a memory that can still be told, newest first: what it is now, taken back change by change. A
 * version whose making is no longer known is left out, and so is what lies before it.
 *
 * @param rows the changes that are kept, newest first
 */
export function versionsOf(memory: Memory, rows: readonly HistoryRow[]): MemoryVersion[] {
  const versions: MemoryVersion[] = [];
  let state = memory;
  for (const { version, event, before, at } of rows) {
    if (version !== state.version - 1) break;
    versions.push({ event, at: at.toISOString(), memory: { ...state, updatedAt: at.toISOString() } });
    state = { ...state, ...before, version };
  }
  if (state.version === 1) {
    const at = state.createdAt;
    versions.push({ event: 'stored', at, memory: { ...state, updatedAt: at } });
  }
  return versions;
}
