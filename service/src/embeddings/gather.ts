import { EmbeddingError } from './embedder.ts';

/** Requests under way at once; what comes meanwhile goes together in the next. */
const MAX_REQUESTS = 4;

type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

interface Waiting {
  text: string;
  resolve(vector: Float32Array): void;
  reject(error: unknown): void;
}

/**
 * Turns single texts into batches: what is asked in the same turn of the event loop, or while four requests are under
 * way, goes in one request. The same text is asked once.
 */
export function gather(embed: Embed, batchSize: number): (text: string) => Promise<Float32Array> {
  const pending = new Map<string, Promise<Float32Array>>();
  const queue: Waiting[] = [];
  let requests = 0;
  let scheduled = false;

  const one = async ({ text, resolve, reject }: Waiting) => {
    await embed([text]).then(([vector]) => resolve(vector as Float32Array), reject);
  };
  const send = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const vectors = await embed(batch.map(({ text }) => text));
      for (const [index, { resolve }] of batch.entries()) resolve(vectors[index] as Float32Array);
    } catch (error) {
      // One text that the server refuses must not fail its neighbours.
      const alone = error instanceof EmbeddingError && error.permanent && batch.length > 1;
      if (alone) await Promise.all(batch.map(one));
      else for (const { reject } of batch) reject(error);
    }
  };
  const flush = () => {
    scheduled = false;
    while (queue.length > 0 && requests < MAX_REQUESTS) {
      requests += 1;
      void send(queue.splice(0, batchSize)).finally(() => {
        requests -= 1;
        flush();
      });
    }
  };

  return (text) => {
    const known = pending.get(text);
    if (known) return known;
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array>();
    const done = () => pending.delete(text);
    promise.then(done, done);
    pending.set(text, promise);
    queue.push({ text, resolve, reject });
    if (!scheduled) {
      scheduled = true;
      setImmediate(flush);
    }
    return promise;
  };
}
