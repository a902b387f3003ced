import type { Connection } from '../../fixtures/edges.ts';
import { reachable } from './inside.ts';
import { node, type Place } from './places.ts';

/** Where a cluster's name service listens: every pod may ask it. */
const NAMES = { namespace: 'namespace kube-system', ports: [53, 1053, 5353] };

/**
 * Whether the stack's policies let `from` connect; undefined where they have no say.
 * The node may connect everywhere, so that what refuses others is seen to be served.
 */
export function allowed(table: Connection[], from: Place, to: Place, port: number): boolean | undefined {
  if (from === node) return true;
  if (!from.ours && !to.ours) return undefined;
  if (from.ours && to.name === NAMES.namespace && NAMES.ports.includes(port)) return true;
  return table.some(([a, b, ...ports]) => a === from.name && b === to.name && ports.includes(port));
}

const target = (place: Place, port: number): string => `${place.address}:${port}`;

/** What the table names and is away: that a port nobody serves is refused would prove nothing. */
function absent(table: Connection[], places: Place[]): string[] {
  const isThere = (name: string, port?: number) =>
    places.some((place) => place.name === name && (port === undefined || place.ports.includes(port)));
  return table.flatMap(([from, to, ...ports]) => [
    ...(isThere(from) ? [] : [`${from} is away`]),
    ...ports.filter((port) => !isThere(to, port)).map((port) => `${to} ${port} is not served`),
  ]);
}

/** Makes every connection that policies have a say in. @returns what is otherwise than the table says, and how many there were */
export async function attempt(
  table: Connection[],
  places: Place[],
): Promise<{ wrong: string[]; open: number; refused: number }> {
  const result = { wrong: absent(table, places), open: 0, refused: 0 };
  await Promise.all(
    places.map(async (from) => {
      if (!from.network) return;
      const tried = places
        .filter((to) => to !== from)
        .flatMap((to) => to.ports.map((port) => ({ to, port, allowed: allowed(table, from, to, port) })))
        .filter((one) => one.allowed !== undefined);
      const open = await reachable(
        from.network,
        tried.map(({ to, port }) => target(to, port)),
      );
      for (const { to, port, allowed: may } of tried) {
        const isOpen = open.has(target(to, port));
        result[isOpen ? 'open' : 'refused'] += 1;
        if (isOpen !== may)
          result.wrong.push(`${from.name} → ${to.name} ${port} is ${isOpen ? 'open' : 'refused'}`);
      }
    }),
  );
  result.wrong.sort();
  return result;
}
