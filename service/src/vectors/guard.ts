import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Embedder, ModelIdentity } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import type { VectorIndex } from './index.ts';

const SETTING = 'embedding_model';
const PROBE_TEXT = 'The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸跳过懒狗。';
// The same model on other hardware differs in the last digits only; another model is far below.
const SAME_MODEL_COSINE = 0.99;

interface KnownModel extends Pick<ModelIdentity, 'provider' | 'model' | 'dimension'> {
  /** The vector of PROBE_TEXT: tells apart models that a server serves under one name. */
  probe: number[];
}

export interface ModelGuard {
  /**
   * Makes sure that the vectors in the index and those the embedder makes now come from one model, and that the
   * collections are there. Asks once; free afterwards.
   *
   * @throws AppError MODEL_MISMATCH; EmbeddingError; VectorError
   */
  ready(): Promise<ModelIdentity>;
}

export interface GuardDependencies {
  mysql: Pool;
  embedder: Embedder;
  vectors: VectorIndex;
}

/** The model that made the first vector is written down in MySQL and refused to change. */
export function createModelGuard({ mysql, embedder, vectors }: GuardDependencies): ModelGuard {
  let checked: Promise<ModelIdentity> | undefined;
  const check = async (): Promise<ModelIdentity> => {
    const identity = await embedder.identity();
    const [probe] = await embedder.embed([PROBE_TEXT]);
    const { provider, model, dimension } = identity;
    const now: KnownModel = { provider, model, dimension, probe: Array.from(probe ?? []) };
    const known = await readKnown(mysql);
    if (known) assertSame(known, now);
    // Before the model is written down, so that one which the collections refuse never is.
    await vectors.ensure(identity);
    if (!known) {
      await mysql.execute('INSERT IGNORE INTO settings (name, value) VALUES (?, ?)', [
        SETTING,
        JSON.stringify(now),
      ]);
      assertSame((await readKnown(mysql)) ?? now, now);
    }
    return identity;
  };
  return {
    async ready() {
      checked ??= check().catch((error: unknown) => {
        checked = undefined;
        throw error;
      });
      const identity = await checked;
      // Again each time, for the index knows when its collections went missing.
      await vectors.ensure(identity);
      return identity;
    },
  };
}

async function readKnown(mysql: Pool): Promise<KnownModel | undefined> {
  const [rows] = await mysql.execute<RowDataPacket[]>('SELECT value FROM settings WHERE name = ?', [SETTING]);
  return rows[0]?.value as KnownModel | undefined;
}

function assertSame(known: KnownModel, now: KnownModel): void {
  const named = known.provider === now.provider && known.model === now.model;
  const cosine = known.probe.reduce((sum, value, i) => sum + value * (now.probe[i] ?? 0), 0);
  if (named && known.dimension === now.dimension && cosine >= SAME_MODEL_COSINE) return;
  const difference = named
    ? `the server's ${now.model} now gives other vectors (cosine ${cosine.toFixed(3)} for the same text)`
    : `they are ${known.provider}:${known.model}, the configuration says ${now.provider}:${now.model}`;
  throw new AppError('MODEL_MISMATCH', {
    message: `The stored vectors were made by another model: ${difference}`,
  });
}
