import { ITEM_BYTES } from './budget.ts';
import { fit } from './fit.ts';

const DEFAULT_LIMIT = 20;

/**
 * One page of a list, within the bytes of an answer. Where fewer items fit than were asked for, the page is asked
 * for again with as many, so that its cursor goes on behind the last one shown.
 *
 * @param items the name of the list in its page
 */
export async function fittingPage<Name extends string, Item extends object>(
  items: Name,
  limit: number | undefined,
  list: (limit: number) => Promise<Record<Name, Item[]> & { nextCursor: string | null }>,
) {
  const page = await list(limit ?? DEFAULT_LIMIT);
  const shown = fit(page[items], ITEM_BYTES);
  const left = page[items].length - shown.length;
  const nextCursor = left > 0 ? (await list(shown.length)).nextCursor : page.nextCursor;
  return { [items]: shown, nextCursor } as Record<Name, typeof shown> & { nextCursor: string | null };
}

/** One item within the bytes of an answer. */
export const fittingItem = <Item extends object>(item: Item) =>
  fit([item], ITEM_BYTES)[0] as Item & { truncated: boolean };
