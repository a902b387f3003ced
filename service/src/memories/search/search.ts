import { within } from '../../deadline.ts';
import { type MemoryContext, measured } from '../context.ts';
import { assertTimes, type MemoryFilter } from '../filters.ts';
import { findMemories } from '../repository.ts';
import type { Memory, SearchInput, SearchMode, SearchResult } from '../schemas.ts';
import { rankByCoverage } from './coverage.ts';
import { type Fused, fuse, type Scored } from './fuse.ts';
import { keywordCandidates } from './keyword.ts';
import { createShortScan, type ShortCandidate } from './short-scan.ts';
import { queryTerms } from './terms.ts';
import { createVectorSearch } from './vector.ts';

const DEFAULT_LIMIT = 10;
/** In a hybrid search each list goes this much deeper than the page, so that a memory low in one can rise by the other. */
const DEPTH_FACTOR = 2;
const MIN_DEPTH = 30;
/** Rows fetched beyond the page, for vectors whose memory has just been deleted. */
const SPARE_ROWS = 5;

/** A search does not wait longer for Redis. */
const SHORT_TIER_MS = 1000;

type Missing = SearchResult['unavailable'][number];

interface KeywordPart {
  hits: Scored[];
  short: Map<string, Memory>;
  missing: Missing[];
}

export type Search = (project: string, input: SearchInput) => Promise<SearchResult>;

/** Finding of memories; see MemoryService.search. */
export function createSearch(context: MemoryContext): Search {
  const vectorSearch = createVectorSearch(context);
  const shortScan = createShortScan(context.short);
  const { mysql, metrics, log } = context;

  async function byKeyword(project: string, query: string, filter: MemoryFilter): Promise<KeywordPart> {
    const terms = queryTerms(project, query);
    const missing: Missing[] = [];
    const scan = async (): Promise<ShortCandidate[]> => {
      if (!(filter.tiers?.includes('short') ?? true)) return [];
      return measured(metrics, 'short_search', () =>
        within(SHORT_TIER_MS, 'searching the short tier', shortScan(project, terms, filter)),
      ).catch((error: unknown) => {
        log.warn({ err: error }, 'the short tier could not be searched');
        missing.push('short');
        return [];
      });
    };
    const durable = filter.tiers?.some((tier) => tier !== 'short') ?? true;
    const [stored, short] = await Promise.all([
      durable
        ? measured(metrics, 'keyword_search', () => keywordCandidates(mysql, project, terms, filter))
        : [],
      scan(),
    ]);
    return {
      hits: rankByCoverage(terms, [...stored, ...short]),
      short: new Map(short.map(({ id, memory }) => [id, memory])),
      missing,
    };
  }

  async function byVector(...args: Parameters<typeof vectorSearch>): Promise<Scored[] | null> {
    return vectorSearch(...args).catch((error: unknown) => {
      log.warn({ err: error }, 'vectors could not be searched; answering by keyword');
      return null;
    });
  }

  return async (
    project,
    { query, mode: asked = 'hybrid', limit = DEFAULT_LIMIT, explain = false, ...filter },
  ) => {
    assertTimes(filter);
    const hasVectors = asked !== 'keyword' && (filter.tiers?.some((tier) => tier !== 'short') ?? true);
    const depth = asked === 'hybrid' ? Math.max(MIN_DEPTH, DEPTH_FACTOR * limit) : limit + SPARE_ROWS;
    const [vector, early] = await Promise.all([
      hasVectors ? byVector(project, query, filter, depth) : undefined,
      asked === 'vector' ? undefined : byKeyword(project, query, filter),
    ]);
    const keyword = early ?? (vector === null ? await byKeyword(project, query, filter) : undefined);
    const fused = fuse({ ...(vector ? { vector } : {}), ...(keyword ? { keyword: keyword.hits } : {}) });
    const results = await withMemories(project, fused, keyword?.short ?? new Map(), filter, limit);
    const unavailable: Missing[] = [
      ...(vector === null ? ['vectors' as const] : []),
      ...(keyword?.missing ?? []),
    ];
    const mode: SearchMode = vector === null ? 'keyword' : asked;
    return {
      results: results.map(({ explain: parts, ...hit }) => (explain ? { ...hit, explain: parts } : hit)),
      mode,
      degraded: unavailable.length > 0,
      unavailable,
    };
  };

  /** The first `limit` that are memories of the project: the index may know some that are gone. */
  async function withMemories(
    project: string,
    fused: Fused[],
    short: ReadonlyMap<string, Memory>,
    filter: MemoryFilter,
    limit: number,
  ) {
    const first = fused.slice(0, limit + SPARE_ROWS);
    const ids = first.map(({ id }) => id).filter((id) => !short.has(id));
    const rows = await measured(metrics, 'row_fetch', () => findMemories(mysql, project, ids, filter));
    return first
      .flatMap(({ id, score, explain }) => {
        const memory = rows.get(id) ?? short.get(id);
        return memory ? [{ memory, score, explain }] : [];
      })
      .slice(0, limit);
  }
}
