import { setTimeout as delay } from 'node:timers/promises';
import { describeCollection, ensureCollection } from './collections.ts';
import type { MilvusConnection } from './connection.ts';
import { COLLECTIONS, type CollectionKey, type Generation, type VectorGenerations } from './index.ts';
import { generationName, generationOf } from './names.ts';
import { assertSuccess } from './reply.ts';
import { scanVectors } from './scan.ts';

/**
 * When an alias is moved once more, after the move before. Milliseconds. The first ends the searches that a proxy
 * muddles soon (milvus-io/milvus#52351). The last comes long after those have ended, which take over 600 ms to fail.
 */
const REPEATS_MS = [50, 150, 300, 500, 1000];

export function createGenerations(connection: MilvusConnection, prefix: string): VectorGenerations {
  const aliasOf = (collection: CollectionKey) => prefix + COLLECTIONS[collection];
  const nameOf = ({ collection, generation }: Generation) => generationName(aliasOf(collection), generation);
  return {
    serving: (collection) =>
      connection.use('look up an alias', async (client) => {
        const alias = aliasOf(collection);
        const there = await describeCollection(client, alias);
        return there && { generation: generationOf(alias, there.name), model: there.model };
      }),

    list: (collection) =>
      connection.use('list collections', async (client) => {
        const reply = await client.showCollections();
        assertSuccess('list collections', reply);
        const generations = reply.data.map(({ name }) => generationOf(aliasOf(collection), name));
        return generations.filter((generation) => generation > 0).sort((a, b) => a - b);
      }),

    create: (generation, model) =>
      connection.use('create a collection', (client) => ensureCollection(client, nameOf(generation), model)),

    serve: (generation) =>
      connection.use('serve a collection', async (client) => {
        const name = nameOf(generation);
        // Waits until what was written can be seen: searches do not, and would find the collection half empty.
        await scanVectors(client, name, { filter: 'id > ""', limit: 1, complete: true });
        const alias = aliasOf(generation.collection);
        const move = { collection_name: name, alias };
        if (!(await describeCollection(client, alias))) {
          assertSuccess(`create alias ${alias}`, await client.createAlias(move));
          return;
        }
        assertSuccess(`point ${alias}`, await client.alterAlias(move));
        // Milvus has its proxies forget where the alias led before it writes down where it leads now. One that is asked
        // in between learns the old collection again, and a search still under way may put it back under the alias
        // (milvus-io/milvus#51779). Either stays so until proxies are told again.
        for (const pause of REPEATS_MS) {
          await delay(pause);
          assertSuccess(`point ${alias}`, await client.alterAlias(move));
        }
      }),

    drop: (generation) =>
      connection.use('drop a collection', async (client) => {
        const name = nameOf(generation);
        if (!(await describeCollection(client, name))) return;
        assertSuccess(`drop ${name}`, await client.dropCollection({ collection_name: name }));
      }),
  };
}
