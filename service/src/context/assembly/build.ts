import { measured } from '../../memories/context.ts';
import type { MemoryService } from '../../memories/service.ts';
import { tokenCounter } from '../../token-counter.ts';
import { type ContextDependencies, onStore } from '../dependencies.ts';
import { allocate, type Placed } from './allocate.ts';
import type { Candidate } from './candidate.ts';
import { createGatherers } from './gather.ts';
import { renderHeading, renderTitle } from './render.ts';
import {
  BUDGET,
  type ContextInput,
  type ContextItem,
  type ProjectBriefing,
  SECTIONS,
  type Section,
} from './schemas.ts';

/** Assembling of context; see ProjectContext.build. */
export function createBuild(
  { mysql, metrics }: ContextDependencies,
  memories: Pick<MemoryService, 'list' | 'search'>,
) {
  const gatherers = createGatherers(mysql, memories);
  const build = async (project: string, input: ContextInput): Promise<ProjectBriefing> => {
    const { maxTokens = BUDGET.default, sections = SECTIONS } = input;
    const [tokens, gathered] = await Promise.all([
      tokenCounter(),
      onStore('gathering context', () =>
        Promise.all(
          SECTIONS.filter((section) => sections.includes(section)).map(async (section) => ({
            section,
            ...(await gatherers[section](project, input)),
          })),
        ),
      ),
    ]);
    const candidates = withoutRepetition(gathered);
    const title = renderTitle(project);
    const placed = allocate(candidates, maxTokens - tokens.count(title), tokens);
    const items = [...placed.values()].flat();
    const markdown = title + [...placed].map(([section, own]) => renderSection(section, own)).join('');
    const found = [...candidates.values()].reduce((sum, list) => sum + list.length, 0);
    return {
      project,
      markdown,
      tokens: tokens.count(markdown),
      maxTokens,
      items: items.map(toItem),
      omitted: found - items.length,
      degraded: gathered.some(({ degraded }) => degraded === true),
    };
  };
  return (project: string, input: ContextInput) => measured(metrics, 'context', () => build(project, input));
}

/** What stands in an earlier section is not said again in a later one: a pinned memory that the query finds too. */
function withoutRepetition(
  gathered: readonly { section: Section; candidates: Candidate[] }[],
): Map<Section, Candidate[]> {
  const seen = new Set<string>();
  return new Map(
    gathered.map(({ section, candidates }) => {
      const fresh = candidates.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      return [section, fresh];
    }),
  );
}

const renderSection = (section: Section, items: readonly Placed[]) =>
  renderHeading(section) + items.map(({ block }) => block).join('');

function toItem({ candidate, text, truncated, tokens }: Placed): ContextItem {
  const { section, kind, id, title, score, createdAt } = candidate;
  return { section, kind, id, title, text, truncated, tokens, score, createdAt };
}
