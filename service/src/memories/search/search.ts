import { within } from '../../deadline.ts';
import { type MemoryContext, measured } from '../context.ts';
import { findMemories } from '../repository.ts';
import { boost } from './boost.ts';
import { rankByCoverage } from './coverage.ts';
import { encodePosition, MAX_SEEN } from './cursor.ts';
import { fit } from './fit.ts';
import { type Fused, fuse, type Scored, weightsFor } from './fuse.ts';
import { keywordCandidates } from './keyword.ts';
import { SPARE_ROWS, startOf, takePage } from './page.ts';
import { planSearch, type SearchPlan } from './plan.ts';
import { ANSWER_BYTES, type SearchInput, type SearchMode, type SearchResult } from './schemas.ts';
import { createShortScan, type ShortCandidate } from './short-scan.ts';
import { queryTerms } from './terms.ts';
import { findTraits } from './traits.ts';
import { createVectorSearch } from './vector.ts';
import type { SearchWeights } from './weights.ts';

const DEFAULT_LIMIT = 10;
/** Each list of a hybrid search goes this deep on every page, so that the ranking stays the same. */
const DEPTH = 100;
/** A search does not wait longer for Redis. */
const SHORT_TIER_MS = 1000;

type Missing = SearchResult['unavailable'][number];
export type Search = (project: string, input: SearchInput) => Promise<SearchResult>;

/** Finding of memories; see MemoryService.search. */
export function createSearch(context: MemoryContext, weights: SearchWeights): Search {
  const vectorSearch = createVectorSearch(context);
  const shortScan = createShortScan(context.short, context.events);
  const { mysql, metrics, log } = context;

  /** null: the short tier cannot be read. */
  async function scanShort(project: string, { filter }: SearchPlan): Promise<ShortCandidate[] | null> {
    if (!(filter.tiers?.includes('short') ?? true)) return [];
    return measured(metrics, 'short_search', () =>
      within(SHORT_TIER_MS, 'searching the short tier', shortScan(project, filter)),
    ).catch((error: unknown) => {
      log.warn({ err: error }, 'the short tier could not be searched');
      return null;
    });
  }

  async function byKeyword(
    project: string,
    query: string,
    { filter }: SearchPlan,
    scan: Promise<ShortCandidate[] | null>,
  ): Promise<Scored[]> {
    const terms = queryTerms(project, query);
    const durable = filter.tiers?.some((tier) => tier !== 'short') ?? true;
    const [stored, short] = await Promise.all([
      durable
        ? measured(metrics, 'keyword_search', () => keywordCandidates(mysql, project, terms, filter, DEPTH))
        : [],
      scan,
    ]);
    return rankByCoverage(terms, [
      ...stored,
      ...(short ?? []).filter((candidate) => terms.some((term) => candidate.terms.has(term))),
    ]);
  }

  /** Age, importance and pins come in where both lists could be fused. */
  async function rank(
    project: string,
    { filter, at }: SearchPlan,
    fused: Fused[],
    short: readonly ShortCandidate[],
  ): Promise<Fused[]> {
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

  return async (project, input) => {
    const { query, mode: asked = 'hybrid', limit = DEFAULT_LIMIT, minScore = 0, explain = false } = input;
    const { cursor: _cursor, limit: _limit, maxBytes, explain: _explain, ...question } = input;
    const plan = planSearch(project, input);
    const seen = plan.after?.seen ?? 0;
    const scan = scanShort(project, plan);
    const depth = asked === 'vector' ? seen + limit + SPARE_ROWS : DEPTH;
    const meaning = { project, query, filter: plan.filter, limit: depth, short: scan.then((s) => s ?? []) };
    const [vector, early, scanned] = await Promise.all([
      asked === 'keyword'
        ? undefined
        : vectorSearch(meaning).catch((error: unknown) => {
            log.warn({ err: error }, 'vectors could not be searched; answering by keyword');
            return null;
          }),
      asked === 'vector' ? undefined : byKeyword(project, query, plan, scan),
      scan,
    ]);
    const keyword = early ?? (vector === null ? await byKeyword(project, query, plan, scan) : undefined);
    const short = scanned ?? [];
    const fused = fuse(
      { ...(vector ? { vector } : {}), ...(keyword ? { keyword } : {}) },
      weightsFor(query, weights),
    ).filter(
      ({ explain: { vector, keyword } }) => Math.max(vector?.score ?? 0, keyword?.score ?? 0) >= minScore,
    );
    const ranking = vector && keyword ? await rank(project, plan, fused, short) : fused;

    const atHand = new Map(short.map(({ id, memory }) => [id, memory]));
    const page = await takePage(ranking, startOf(ranking, plan.after), limit, async (ids) => {
      const wanted = ids.filter((id) => !atHand.has(id));
      const rows = await measured(metrics, 'row_fetch', () =>
        findMemories(mysql, project, wanted, plan.filter),
      );
      return new Map([...atHand, ...rows]);
    });
    const hits = page.map(({ memory, score, explain: parts }) => ({
      memory,
      score,
      ...(explain ? { explain: parts } : {}),
    }));
    const given = fit(hits, maxBytes ?? ANSWER_BYTES.fallback);
    const last = page[given.hits.length - 1];
    const more = last !== undefined && last.place < ranking.length && last.place < MAX_SEEN;
    const unavailable: Missing[] = [
      ...(vector === null ? ['vectors' as const] : []),
      ...(scanned === null ? ['short' as const] : []),
    ];
    return {
      results: given.hits,
      nextCursor: more
        ? encodePosition(project, question, {
            at: plan.at,
            seen: last.place,
            id: last.id,
            score: last.score,
          })
        : null,
      truncated: given.truncated,
      mode: (vector === null ? 'keyword' : asked) satisfies SearchMode,
      degraded: unavailable.length > 0,
      unavailable,
      ...(plan.period ? { period: plan.period } : {}),
    };
  };
}
