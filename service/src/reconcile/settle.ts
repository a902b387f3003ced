import { setTimeout as delay } from 'node:timers/promises';
import { enqueueAll } from '../outbox/enqueue.ts';
import { VECTOR_KINDS } from '../outbox/kinds.ts';
import { outboxStats } from '../outbox/stats.ts';
import type { CollectionKey, VectorTarget } from '../vectors/index.ts';
import type { RebuildState } from '../vectors/rebuild-state.ts';
import { compare } from './compare.ts';
import type { CopyDependencies } from './copy.ts';

const ROUNDS = 3;
/** Relays that keep up need a second or two; a store that is written to all the time never empties its outbox. */
const DRAIN_MS = 10_000;
const POLL_MS = 100;

/**
 * Makes sure that the new generations hold what MySQL says before they are searched: compares them, hands what is wrong
 * to the relays, and looks again. What is wrong even then stays with the relays.
 */
export async function settle(
  { mysql, vectors, log }: CopyDependencies,
  state: RebuildState,
  signal: AbortSignal,
): Promise<void> {
  const rebuilt = VECTOR_KINDS.filter(({ collections }) =>
    collections.some((collection) => state.generations[collection] !== undefined),
  );
  const target = (collection: CollectionKey): VectorTarget => {
    const generation = state.generations[collection];
    return generation === undefined ? collection : { collection, generation };
  };
  for (let round = 1; round <= ROUNDS; round++) {
    await drain(mysql, signal);
    let wrong = 0;
    for (const kind of rebuilt) {
      for await (const { drift } of compare({ mysql, vectors, target }, kind, signal)) {
        wrong += drift.length;
        await enqueueAll(
          mysql,
          drift.map(({ id, project }) => ({ kind: kind.name, id, project })),
        );
      }
    }
    if (wrong === 0) return;
    log.info({ wrong, round }, 'the rebuilt vectors are not complete yet');
  }
  await drain(mysql, signal);
}

async function drain(mysql: CopyDependencies['mysql'], signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + DRAIN_MS;
  while ((await outboxStats(mysql)).pending > 0 && performance.now() < deadline) {
    await delay(POLL_MS, undefined, { signal });
  }
}
