import { type Dispatcher, request } from 'undici';
import { EmbeddingError } from './embedder.ts';
import { normalize } from './normalize.ts';

// Models read a few hundred to a few thousand words; a server must not be sent a book to throw away.
const MAX_INPUT_CHARACTERS = 8000;
const PERMANENT = new Set([400, 413, 422]);
const MAX_QUOTED = 200;

export interface OpenAiClientOptions {
  /** Up to and including the version, for example http://embeddings:8080/v1 */
  baseUrl: string;
  model: string;
  /** Empty: no Authorization header. */
  apiKey: string;
  /** What connections are made with, where the usual is not right. */
  dispatcher?: Dispatcher;
}

/**
 * One request for the vectors of `texts`.
 *
 * @throws EmbeddingError, permanent when the server refuses these texts
 */
export async function requestEmbeddings(
  { baseUrl, model, apiKey, dispatcher }: OpenAiClientOptions,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  // Not the global fetch: its streams cost several times as much as the request itself.
  const response = await request(`${baseUrl.replace(/\/+$/, '')}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
    body: JSON.stringify({ model, input: texts.map(cut), encoding_format: 'float' }),
    signal,
    dispatcher,
  }).catch((cause: unknown) => {
    throw new EmbeddingError('the embedding server does not answer', { cause });
  });
  const { statusCode: status } = response;
  if (status < 200 || status > 299) {
    const said = (await response.body.text().catch(() => '')).slice(0, MAX_QUOTED);
    throw new EmbeddingError(`the embedding server answers ${status}: ${said}`, {
      permanent: PERMANENT.has(status),
    });
  }
  const body: unknown = await response.body.json().catch((cause: unknown) => {
    throw new EmbeddingError('the embedding server broke off its answer', { cause });
  });
  return readVectors(body, texts.length);
}

/** Cuts between characters, never inside one. */
function cut(text: string): string {
  if (text.length <= MAX_INPUT_CHARACTERS) return text;
  return text.slice(0, MAX_INPUT_CHARACTERS).toWellFormed();
}

/** Servers may answer in another order, so `index` counts. */
function readVectors(body: unknown, count: number): Float32Array[] {
  const data = (body as { data?: { index?: number; embedding?: unknown }[] } | null)?.data;
  if (!Array.isArray(data) || data.length !== count) throw malformed();
  const vectors: Float32Array[] = [];
  for (const [position, { index = position, embedding }] of data.entries()) {
    if (!Array.isArray(embedding) || embedding.length === 0) throw malformed();
    try {
      vectors[index] = normalize(Float32Array.from(embedding as number[]));
    } catch (cause) {
      throw malformed(cause);
    }
  }
  const dimension = vectors[0]?.length;
  for (let i = 0; i < count; i++) if (vectors[i]?.length !== dimension) throw malformed();
  return vectors;
}

const malformed = (cause?: unknown) =>
  new EmbeddingError('the embedding server answered something that is not the vectors asked for', { cause });
