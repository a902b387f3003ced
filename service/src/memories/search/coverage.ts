/** A memory that has some of the query's terms. */
export interface KeywordCandidate {
  id: string;
  terms: ReadonlySet<string>;
}

export interface KeywordHit {
  id: string;
  /** Share of the query that the memory has, rare terms weighing more: above 0, up to 1. */
  score: number;
}

/**
 * Ranks candidates by how much of the query they have. How telling a term is comes from the candidates: they are
 * the project's best matches, and a term that few or none of them has is a rare one.
 */
export function rankByCoverage(
  query: readonly string[],
  candidates: readonly KeywordCandidate[],
): KeywordHit[] {
  const weights = query.map((term) => {
    const frequency = candidates.filter((candidate) => candidate.terms.has(term)).length;
    return { term, weight: Math.log(1 + (candidates.length + 1) / (frequency + 0.5)) };
  });
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return candidates
    .map(({ id, terms }) => ({
      id,
      score: weights.reduce((sum, { term, weight }) => sum + (terms.has(term) ? weight : 0), 0) / total,
    }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
}
