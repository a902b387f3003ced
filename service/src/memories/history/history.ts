import { AppError } from '../../errors.ts';
import type { HistoryPage, HistoryQuery, MemoryVersion } from '../change-schemas.ts';
import type { MemoryContext } from '../context.ts';
import { findMemory } from '../repository.ts';
import { findHistory } from './repository.ts';
import { versionsOf } from './versions.ts';

const DEFAULT_LIMIT = 10;
const CURSOR = /^v[1-9]\d{0,9}$/;

/** One page of a memory's versions; see MemoryService.history. */
export async function memoryHistory(
  context: MemoryContext,
  project: string,
  id: string,
  { cursor, limit = DEFAULT_LIMIT }: HistoryQuery,
): Promise<HistoryPage> {
  const after = cursor === undefined ? Number.POSITIVE_INFINITY : decode(cursor);
  const older = (await allVersions(context, project, id)).filter(({ memory }) => memory.version < after);
  const versions = older.slice(0, limit);
  const last = versions.at(-1);
  return { versions, nextCursor: older.length > limit && last ? `v${last.memory.version}` : null };
}

async function allVersions(
  { mysql, short }: MemoryContext,
  project: string,
  id: string,
): Promise<MemoryVersion[]> {
  const memory = await findMemory(mysql, project, id);
  if (memory) return versionsOf(memory, await findHistory(mysql, memory));
  const brief = await short.get(project, id);
  if (!brief) throw new AppError('MEMORY_NOT_FOUND');
  // The short tier keeps what is, not what was.
  return [{ event: brief.version === 1 ? 'stored' : 'updated', at: brief.updatedAt, memory: brief }];
}

function decode(cursor: string): number {
  if (!CURSOR.test(cursor)) throw new AppError('INVALID_CURSOR');
  return Number(cursor.slice(1));
}
