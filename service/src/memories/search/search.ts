import { type MemoryContext, measured } from '../context.ts';
import { findMemories } from '../repository.ts';
import { boost } from './boost.ts';
import { encodePosition, MAX_SEEN } from './cursor.ts';
import { fit } from './fit.ts';
import { type Fused, fuse, nearestOf, type Scored, weightsFor } from './fuse.ts';
import { createGather, type Gathered } from './gather.ts';
import { type Ranked, startOf, takePage } from './page.ts';
import { planSearch, type SearchPlan } from './plan.ts';
import type { SearchInput, SearchResult } from './schemas.ts';
import { findTraits } from './traits.ts';
import type { SearchWeights } from './weights.ts';

interface Ranking {
  ranking: Fused[];
  /** What cosines were weighed against. */
  nearest: number;
}

export type Search = (project: string, input: SearchInput) => Promise<SearchResult>;

/** Finding of memories; see MemoryService.search. */
export function createSearch(context: MemoryContext, weights: SearchWeights): Search {
  const gather = createGather(context);
  const { mysql, metrics, embedder } = context;

  /**
   * Fuses the lists. Age, importance and pins come in where there are two; then what the index knows although it has
   * just been deleted is left out before, so that the ranking does not change when the index forgets it.
   */
  async function rank(
    { project, query, filter, at, minScore, after }: SearchPlan,
    { vector, keyword, short }: Gathered,
  ): Promise<Ranking> {
    const passing = (fused: Fused[]) =>
      fused.filter(
        ({ explain }) => Math.max(explain.vector?.score ?? 0, explain.keyword?.score ?? 0) >= minScore,
      );
    const listWeights = weightsFor(query, weights);
    if (!vector || !keyword) {
      const lists = { ...(vector ? { vector } : {}), ...(keyword ? { keyword } : {}) };
      return { ranking: passing(fuse(lists, listWeights)), nearest: nearestOf(lists) };
    }
    const traits = new Map(
      short.map(({ id, memory: { createdAt, importance, pinned } }) => [
        id,
        { createdAt: Date.parse(createdAt), importance, pinned },
      ]),
    );
    const ids = [...new Set([...vector, ...keyword].map(({ id }) => id))].filter((id) => !traits.has(id));
    const stored = await measured(metrics, 'row_fetch', () => findTraits(mysql, project, ids, filter));
    for (const [id, trait] of stored) traits.set(id, trait);
    const there = (list: readonly Scored[]) => list.filter(({ id }) => traits.has(id));
    const lists = { vector: there(vector), keyword: there(keyword) };
    const nearest = after?.nearest ?? nearestOf(lists);
    return { ranking: boost(passing(fuse(lists, listWeights, nearest)), traits, weights, at), nearest };
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
    const { ranking, nearest } = await rank(plan, gathered);
    const found = await page(plan, ranking, gathered.short);
    const { hits, truncated } = await fit(found.map(input.explain ? withParts : bare), plan);
    return {
      results: hits,
      nextCursor: cursorAfter(plan, found[hits.length - 1], { ranking, nearest }),
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
  { ranking, nearest }: Ranking,
): string | null {
  if (!last || last.place >= ranking.length || last.place >= MAX_SEEN) return null;
  const { place: seen, id, score } = last;
  return encodePosition(project, question, { at, seen, id, score, nearest });
}
