import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Embedder, ModelIdentity } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';

/** The setting that says which model made the vectors that are searched. */
const SETTING = 'embedding_model';
// The same model on other hardware differs in the last digits only; another model is far below.
const SAME_MODEL_COSINE = 0.99;

/** A model as it is written down: by name, and by what it makes of a fixed text. */
export interface KnownModel extends Pick<ModelIdentity, 'provider' | 'model' | 'dimension'> {
  /** The vector of the fixed text: tells apart models that a server serves under one name. */
  probe: number[];
}

/** What the embedder is now, asked anew. @throws EmbeddingError */
export async function probeModel(
  embedder: Embedder,
): Promise<{ identity: ModelIdentity; known: KnownModel }> {
  const probe = await embedder.probe();
  const identity = await embedder.identity();
  const { provider, model, dimension } = identity;
  return { identity, known: { provider, model, dimension, probe: Array.from(probe) } };
}

/** The model behind the vectors that are searched; undefined before the first. */
export async function readKnownModel(db: Pick<Connection, 'execute'>): Promise<KnownModel | undefined> {
  const [rows] = await db.execute<RowDataPacket[]>('SELECT value FROM settings WHERE name = ?', [SETTING]);
  return rows[0]?.value as KnownModel | undefined;
}

/** Writes the model down, unless there is one already. */
export async function insertKnownModel(db: Pick<Connection, 'execute'>, model: KnownModel): Promise<void> {
  await db.execute('INSERT IGNORE INTO settings (name, value) VALUES (?, ?)', [
    SETTING,
    JSON.stringify(model),
  ]);
}

export async function replaceKnownModel(db: Pick<Connection, 'execute'>, model: KnownModel): Promise<void> {
  await db.execute('REPLACE INTO settings (name, value) VALUES (?, ?)', [SETTING, JSON.stringify(model)]);
}

/** Why vectors of the two must not be compared; null when they come from one model. */
export function difference(known: KnownModel, now: KnownModel): string | null {
  if (known.provider !== now.provider || known.model !== now.model || known.dimension !== now.dimension) {
    return `they are ${title(known)}, the configuration says ${title(now)}`;
  }
  const cosine = known.probe.reduce((sum, value, i) => sum + value * (now.probe[i] ?? 0), 0);
  if (cosine >= SAME_MODEL_COSINE) return null;
  return `the server's ${now.model} now gives other vectors (cosine ${cosine.toFixed(3)} for the same text)`;
}

/** @throws AppError MODEL_MISMATCH */
export function assertSameModel(known: KnownModel, now: KnownModel): void {
  const why = difference(known, now);
  if (why === null) return;
  throw new AppError('MODEL_MISMATCH', {
    message: `The stored vectors were made by another model: ${why}. Set the old one again, or rebuild the vectors.`,
  });
}

export const title = ({ provider, model, dimension }: Omit<KnownModel, 'probe'>) =>
  `${provider}:${model} (${dimension} dimensions)`;
