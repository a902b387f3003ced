import { setTimeout as delay } from 'node:timers/promises';
import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import type { ModelIdentity } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import { type CollectionModel, VectorError } from './index.ts';
import { title } from './model.ts';
import { generationName } from './names.ts';
import { assertSuccess, CollectionMissingError, toVectorError } from './reply.ts';
import { createCollection, REVISION_FIELD } from './schema.ts';

const LOAD_TIMEOUT_MS = 120_000;
const LOAD_POLL_MS = 50;
const FIRST_GENERATION = 1;

/** A collection as it is. */
export interface Collection {
  /** Its own name, also when it was asked for by an alias. */
  name: string;
  model: CollectionModel;
  /** Whether its vectors carry a revision. */
  revisions: boolean;
}

/**
 * Makes sure that `alias` leads to a loaded collection made for `model`. The collection behind it has a name of its
 * own, so that a rebuilt one can take its place while searches go on. Safe to run in many processes at once.
 *
 * @throws AppError MODEL_MISMATCH; VectorError
 */
export async function ensureAlias(
  client: MilvusClient,
  alias: string,
  model: ModelIdentity,
): Promise<Collection> {
  let there = await describeCollection(client, alias);
  if (!there) {
    const name = generationName(alias, FIRST_GENERATION);
    if (!(await describeCollection(client, name))) await createCollection(client, name, model);
    const reply = await client.createAlias({ collection_name: name, alias });
    there = await describeCollection(client, alias);
    // Another process may have been first; only a missing alias is a failure.
    if (!there) throw toVectorError(`create alias ${alias}`, reply);
  }
  assertMadeFor(there, model);
  await load(client, alias);
  return there;
}

/** Creates and loads a collection, unless it is there. @throws AppError MODEL_MISMATCH; VectorError */
export async function ensureCollection(
  client: MilvusClient,
  name: string,
  model: ModelIdentity,
): Promise<void> {
  const there = await describeCollection(client, name);
  if (there) assertMadeFor(there, model);
  else await createCollection(client, name, model);
  await load(client, name);
}

/** null: there is no such collection. */
export async function describeCollection(client: MilvusClient, name: string): Promise<Collection | null> {
  try {
    const reply = await client.describeCollection({ collection_name: name });
    assertSuccess(`describe ${name}`, reply);
    return {
      name: reply.schema.name,
      model: JSON.parse(reply.schema.description || '{}') as CollectionModel,
      revisions: reply.schema.fields.some((field) => field.name === REVISION_FIELD),
    };
  } catch (error) {
    const failure = toVectorError(`describe ${name}`, error);
    if (failure instanceof CollectionMissingError) return null;
    throw failure;
  }
}

function assertMadeFor({ name, model: there }: Collection, model: ModelIdentity): void {
  const same =
    there.provider === model.provider && there.model === model.model && there.dimension === model.dimension;
  if (same) return;
  throw new AppError('MODEL_MISMATCH', {
    message:
      `${name} holds vectors of ${title(there)}, but the configuration says ${title(model)}. ` +
      'Set the old model again, or rebuild the vectors.',
  });
}

async function load(client: MilvusClient, name: string): Promise<void> {
  const isLoaded = async () => {
    const reply = assertSuccess(
      `load state of ${name}`,
      await client.getLoadState({ collection_name: name }),
    );
    return reply.state === 'LoadStateLoaded';
  };
  if (await isLoaded()) return;
  assertSuccess(`load ${name}`, await client.loadCollection({ collection_name: name }));
  const deadline = performance.now() + LOAD_TIMEOUT_MS;
  while (!(await isLoaded())) {
    if (performance.now() > deadline) throw new VectorError(`Milvus did not load ${name} in time`);
    await delay(LOAD_POLL_MS);
  }
}
