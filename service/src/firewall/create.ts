import { onStore } from '../context/dependencies.ts';
import { NEWEST_FIRST, newestCursor, readPage } from '../context/paging.ts';
import { removeTerms } from '../context/terms.ts';
import { cleaned } from '../context/texts.ts';
import { transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import { measured } from '../memories/context.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { ensureProject } from '../projects/repository.ts';
import { createSolutionBook } from './book.ts';
import type { FirewallDependencies } from './dependencies.ts';
import { listConditions } from './list.ts';
import { type Normalized, normalize } from './normalize.ts';
import { deletePattern, findByFingerprint, findPatterns, selectPatterns } from './patterns.ts';
import { recordOccurrence } from './record.ts';
import { DEFAULT_SIMILARITY, type ErrorPattern, type SimilarErrors } from './schemas.ts';
import type { ErrorFirewall } from './service.ts';
import { createFindSimilar } from './similar.ts';
import { solutionsOf } from './solutions.ts';
import { errorStats } from './stats.ts';

const DEFAULT_RESULTS = 5;
const DEFAULT_DAYS = 30;
/** Solutions given with an error; the others are listed by themselves. */
const BEST = 3;

/** Puts the error firewall together. Nothing is asked of the stores yet. */
export function createErrorFirewall(dependencies: FirewallDependencies): ErrorFirewall {
  const { mysql, guards, metrics, onCommit } = dependencies;
  const findSimilar = createFindSimilar(dependencies);
  const best = async (project: string, ids: readonly string[]) => {
    const all = await solutionsOf(mysql, project, ids);
    return (id: string) => (all.get(id) ?? []).slice(0, BEST);
  };
  const get = (project: string, id: string): Promise<ErrorPattern> =>
    onStore('reading an error', async () => {
      const found = await findPatterns(mysql, project, [id]);
      const error = found.get(id);
      if (!error) throw new AppError('ERROR_NOT_FOUND');
      return error;
    });

  async function similarTo(
    project: string,
    error: Normalized,
    threshold: number,
    limit: number,
  ): Promise<SimilarErrors> {
    const [same, { hits, degraded }] = await Promise.all([
      findByFingerprint(mysql, project, error.fingerprint),
      findSimilar(project, error, threshold, limit + 1),
    ]);
    const others = hits.filter(({ id }) => id !== same?.id);
    const patterns = await findPatterns(
      mysql,
      project,
      others.map(({ id }) => id),
    );
    const found = [
      ...(same ? [{ error: same, similarity: 1, match: 'exact' as const }] : []),
      ...others.flatMap(({ id, similarity, match }) => {
        const pattern = patterns.get(id);
        return pattern ? [{ error: pattern, similarity, match }] : [];
      }),
    ].slice(0, limit);
    const solutions = await best(
      project,
      found.map((hit) => hit.error.id),
    );
    return {
      results: found.map((hit) => ({ ...hit, solutions: solutions(hit.error.id) })),
      threshold,
      degraded,
    };
  }

  return {
    ...createSolutionBook(dependencies, get),
    record: async (project, input) => {
      const error = cleaned(input, guards);
      const normalized = normalize(error);
      return onStore('recording an error', async () => {
        await ensureProject(mysql, project);
        const recorded = await transaction(mysql, (connection) =>
          recordOccurrence(connection, project, error, normalized),
        );
        if (recorded.created) onCommit();
        const { id } = recorded.error;
        const solutions = await best(project, [id]);
        return { ...recorded, solutions: solutions(id) };
      });
    },
    get,
    list: async (project, query) => {
      const conditions = listConditions(project, query);
      const { items, nextCursor } = await onStore('listing errors', () =>
        readPage(
          query,
          (limit) => selectPatterns(mysql, project, conditions, NEWEST_FIRST, limit),
          newestCursor,
        ),
      );
      return { errors: items, nextCursor };
    },
    findSimilar: (project, { threshold = DEFAULT_SIMILARITY, limit = DEFAULT_RESULTS, ...error }) =>
      measured(metrics, 'error_search', () =>
        onStore('finding errors', () => similarTo(project, normalize(error), threshold, limit)),
      ),
    remove: (project, id) =>
      onStore('deleting an error', async () => {
        await transaction(mysql, async (connection) => {
          if (!(await deletePattern(connection, project, id))) throw new AppError('ERROR_NOT_FOUND');
          await removeTerms(connection, { kind: 'error', id, project });
          await enqueue(connection, { kind: 'error', id, project, sweep: true });
        });
        onCommit();
      }),
    stats: (project, { days = DEFAULT_DAYS }) =>
      onStore('counting errors', () => errorStats(mysql, project, days)),
  };
}
