import { transaction } from '../../database/transaction.ts';
import type { MemoryContext } from '../context.ts';
import { type DueMemory, insertLinks, type Link, lockForLinks, markLinked } from './repository.ts';

/**
 * Writes the links of memories of one project and says that they are looked for. Whatever changed meanwhile is left for
 * its own turn.
 *
 * @returns how many pairs were linked
 */
export async function saveLinks(
  context: MemoryContext,
  checked: readonly DueMemory[],
  links: readonly Link[],
): Promise<number> {
  const [first] = checked;
  if (!first) return 0;
  const ids = new Set([...checked.map(({ id }) => id), ...links.map(({ b }) => b)]);
  const { saved, known } = await transaction(context.mysql, async (connection) => {
    const known = await lockForLinks(connection, first.project, Array.from(ids));
    const valid = new Set(
      checked.filter(({ id, version }) => known.get(id)?.version === version).map(({ id }) => id),
    );
    // The vector of one whose own turn is still to come may be that of an older text.
    const isCurrent = (id: string) => valid.has(id) || known.get(id)?.due === false;
    const saved = pairs(links.filter(({ a, b }) => valid.has(a) && isCurrent(b)));
    await insertLinks(connection, first.project, saved);
    await markLinked(connection, Array.from(valid));
    return { saved, known };
  });
  for (const id of new Set(saved.flatMap(({ a, b }) => [a, b]))) {
    const tier = known.get(id)?.tier ?? null;
    context.events.publish({ type: 'memory.linked', project: first.project, id, tier });
  }
  return saved.length;
}

/** Each pair once, whichever of the two found the other. */
function pairs(links: readonly Link[]): Link[] {
  const byPair = new Map(links.map((link) => [[link.a, link.b].toSorted().join(), link]));
  return Array.from(byPair.values());
}
