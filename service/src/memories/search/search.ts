import { type MemoryContext, measured } from '../context.ts';
import { findMemories } from '../repository.ts';
import { boost } from './boost.ts';
import { encodePosition, MAX_SEEN } from './cursor.ts';
import { fit } from './fit.ts';
import { type Fused, fuse, weightsFor } from './fuse.ts';
import { createGather, type Gathered } from './gather.ts';
import { type Ranked, startOf, takePage } from './page.ts';
import { planSearch, type SearchPlan } from './plan.ts';
import type { SearchInput, SearchResult } from './schemas.ts';
import { findTraits } from './traits.ts';
import type { SearchWeights } from './weights.ts';

export type Search = (project: string, input: SearchInput) => Promise<SearchResult>;

/** Finding of memories; see MemoryService.search. */
export function createSearch(context: MemoryContext, weights: SearchWeights): Search {
  const gather = createGather(context);
  const { mysql, metrics, embedder } = context;

  /** Fuses the lists. Age, importance and pins come in where there are two. */
  async function rank(
    { project, query, filter, at, minScore }: SearchPlan,
    { vector, keyword, short }: Gathered,
  ): Promise<Fused[]> {
    const lists = { ...(vector ? { vector } : {}), ...(keyword ? { keyword } : {}) };
    const fused = fuse(lists, weightsFor(query, weights)).filter(
      ({ explain }) => Math.max(explain.vector?.score ?? 0, explain.keyword?.score ?? 0) >= minScore,
    );
    if (!vector || !keyword) return fused;
    const traits = new Map(
      short.map(({ id, memory: { createdAt, importance, pinned } }) => [
        id,
        { createdAt: Date.parse(createdAt), importance, pinned },
      ]),
    );
    const ids = fused.map(({ id }) => id).filter((id) => !traits.has(id));
    const stored = await measured(metrics, 'row_fetch', () => findTraits(mysql, project, ids, filter));
    for (const [id, trait] of stored) traits.set(id, trait);
    return boost(fused, traits, weights, at);
  }

  async function page(
    { project, filter, limit, after }: SearchPlan,
    ranking: Fused[],
    short: Gathered['short'],
  ) {
    const atHand = new Map(short.map(({ id, memory }) => [id, memory]));
    return takePage(ranking, startOf(ranking, after), limit, async (ids) => {
      const wanted = ids.filter((id) => !atHand.has(id));
      const rows = await measured(metrics, 'row_fetch', () => findMemories(mysql, project, wanted, filter));
      return new Map([...atHand, ...rows]);
    });
  }

  return async (project, input) => {
    const plan = planSearch(project, input);
    const gathered = await gather(plan);
    const ranking = await rank(plan, gathered);
    const found = await page(plan, ranking, gathered.short);
    const { hits, truncated } = await fit(found.map(input.explain ? withParts : bare), plan);
    return {
      results: hits,
      nextCursor: cursorAfter(plan, found[hits.length - 1], ranking.length),
      truncated,
      mode: gathered.unavailable.includes('vectors') ? 'keyword' : plan.mode,
      degraded: gathered.unavailable.length > 0,
      unavailable: gathered.unavailable,
      embeddings: gathered.vector ? (await embedder.identity()).kind : null,
      ...(plan.period ? { period: plan.period } : {}),
    };
  };
}

const bare = ({ memory, score }: Ranked) => ({ memory, score });
const withParts = ({ memory, score, explain }: Ranked) => ({ memory, score, explain });

function cursorAfter(
  { project, question, at }: SearchPlan,
  last: Ranked | undefined,
  ranked: number,
): string | null {
  if (!last || last.place >= ranked || last.place >= MAX_SEEN) return null;
  return encodePosition(project, question, { at, seen: last.place, id: last.id, score: last.score });
}
