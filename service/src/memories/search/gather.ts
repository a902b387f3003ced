import { within } from '../../deadline.ts';
import { type MemoryContext, measured } from '../context.ts';
import { rankByCoverage } from './coverage.ts';
import type { Scored } from './fuse.ts';
import { keywordCandidates } from './keyword.ts';
import { SPARE_ROWS } from './page.ts';
import type { SearchPlan } from './plan.ts';
import type { SearchResult } from './schemas.ts';
import { createShortScan, type ShortCandidate } from './short-scan.ts';
import { queryTerms } from './terms.ts';
import { createVectorSearch } from './vector.ts';

/** Each list of a hybrid search goes this deep on every page, so that the ranking stays the same. */
const DEPTH = 100;
/** A search does not wait longer for Redis. */
const SHORT_TIER_MS = 1000;

/** What one search is made of, before it is fused. */
export interface Gathered {
  /** Undefined: not asked for, or not available. */
  vector?: Scored[];
  keyword?: Scored[];
  /** The project's short-tier memories that pass the filter. */
  short: readonly ShortCandidate[];
  unavailable: SearchResult['unavailable'];
}

/** Asks the index, MySQL and Redis at once. Without vectors the answer is by keyword. */
export function createGather(context: MemoryContext) {
  const { mysql, metrics, log } = context;
  const vectorSearch = createVectorSearch(context);
  const shortScan = createShortScan(context.short, context.events);

  /** null: the short tier cannot be read. */
  async function scanShort({ project, filter }: SearchPlan): Promise<readonly ShortCandidate[] | null> {
    if (!(filter.tiers?.includes('short') ?? true)) return [];
    return measured(metrics, 'short_search', () =>
      within(SHORT_TIER_MS, 'searching the short tier', shortScan(project, filter)),
    ).catch((error: unknown) => {
      log.warn({ err: error }, 'the short tier could not be searched');
      return null;
    });
  }

  async function byKeyword(
    { project, query, filter }: SearchPlan,
    scan: Promise<readonly ShortCandidate[] | null>,
  ): Promise<Scored[]> {
    const terms = queryTerms(project, query);
    const durable = filter.tiers?.some((tier) => tier !== 'short') ?? true;
    const [stored, short] = await Promise.all([
      durable
        ? measured(metrics, 'keyword_search', () => keywordCandidates(mysql, project, terms, filter, DEPTH))
        : [],
      scan,
    ]);
    const matching = (short ?? []).filter((candidate) => terms.some((term) => candidate.terms.has(term)));
    return rankByCoverage(terms, [...stored, ...matching]);
  }

  /** null: there are no vectors to search. */
  async function byVector(
    { project, query, filter, mode, limit, after }: SearchPlan,
    scan: Promise<readonly ShortCandidate[] | null>,
  ): Promise<Scored[] | null> {
    const depth = mode === 'vector' ? (after?.seen ?? 0) + limit + SPARE_ROWS : DEPTH;
    const short = scan.then((found) => found ?? []);
    return vectorSearch({ project, query, filter, limit: depth, short }).catch((error: unknown) => {
      log.warn({ err: error }, 'vectors could not be searched; answering by keyword');
      return null;
    });
  }

  return async (plan: SearchPlan): Promise<Gathered> => {
    const { mode } = plan;
    const scan = scanShort(plan);
    const [vector, early, short] = await Promise.all([
      mode === 'keyword' ? undefined : byVector(plan, scan),
      mode === 'vector' ? undefined : byKeyword(plan, scan),
      scan,
    ]);
    const keyword = early ?? (vector === null ? await byKeyword(plan, scan) : undefined);
    return {
      ...(vector ? { vector } : {}),
      ...(keyword ? { keyword } : {}),
      short: short ?? [],
      unavailable: [
        ...(vector === null ? ['vectors' as const] : []),
        ...(short === null ? ['short' as const] : []),
      ],
    };
  };
}
