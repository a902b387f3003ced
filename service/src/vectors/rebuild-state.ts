import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { CollectionKey } from './index.ts';
import type { VectorKindName } from './kind.ts';
import type { KnownModel } from './model.ts';

const SETTING = 'vector_rebuild';

/** A rebuild that is not finished. From when it fills the new generations on, every relay writes into them too. */
export interface RebuildState {
  /** creating: the new collections; filling: from MySQL; dropping: the new ones are searched, the old ones go. */
  phase: 'creating' | 'filling' | 'dropping';
  /** Makes the new vectors. */
  model: KnownModel;
  /** The new generation of each collection that is rebuilt. */
  generations: Partial<Record<CollectionKey, number>>;
  /** The last id copied, by kind. */
  copied: Partial<Record<VectorKindName, string>>;
}

type Executor = Pick<Connection, 'execute'>;

export async function readRebuild(db: Executor): Promise<RebuildState | null> {
  const [rows] = await db.execute<RowDataPacket[]>('SELECT value FROM settings WHERE name = ?', [SETTING]);
  return (rows[0]?.value as RebuildState | undefined) ?? null;
}

export async function writeRebuild(db: Executor, state: RebuildState): Promise<void> {
  await db.execute('REPLACE INTO settings (name, value) VALUES (?, ?)', [SETTING, JSON.stringify(state)]);
}

/** Writes down how far a rebuild is. @throws Error when somebody has ended it meanwhile */
export async function saveRebuild(db: Executor, state: RebuildState): Promise<void> {
  const [result] = await db.execute<ResultSetHeader>('UPDATE settings SET value = ? WHERE name = ?', [
    JSON.stringify(state),
    SETTING,
  ]);
  if (result.affectedRows === 0) throw new Error('the rebuild was ended by somebody else');
}

export async function deleteRebuild(db: Executor): Promise<void> {
  await db.execute('DELETE FROM settings WHERE name = ?', [SETTING]);
}
