import type { TokenCounter } from '../../token-counter.ts';
import type { Candidate } from './candidate.ts';
import { renderHead, renderHeading, renderText } from './render.ts';
import { SECTIONS, type Section } from './schemas.ts';

/** How the budget is shared as long as every section has enough to fill its part. */
const WEIGHTS: Record<Section, number> = {
  session: 2,
  pinned: 3,
  todos: 3,
  decisions: 3,
  relevant: 5,
  notes: 2,
};
/** A text is not cut to less than this. */
const MIN_TEXT_TOKENS = 24;
const ELLIPSIS = '…';
/** One item takes no more of its section's share than this while others wait, unless that is less than so many tokens. */
const LARGEST_PART = 0.25;
const LARGEST_AT_LEAST = 120;

/** A candidate that has got room. */
export interface Placed {
  candidate: Candidate;
  /** As it stands in the Markdown. */
  block: string;
  text: string;
  truncated: boolean;
  tokens: number;
}

/**
 * Gives candidates room within a budget of tokens, headings included. Each section gets its share first; what is left
 * goes to the sections in the order of their importance, to texts that were cut and then to further candidates.
 *
 * @param candidates by section, the best first
 */
export function allocate(
  candidates: ReadonlyMap<Section, readonly Candidate[]>,
  budget: number,
  tokens: TokenCounter,
): Map<Section, Placed[]> {
  const sections = SECTIONS.filter((section) => candidates.get(section)?.length);
  const placed = new Map<Section, Placed[]>();
  let left = budget;

  const place = (candidate: Candidate, room: number): Placed | null => {
    const head = renderHead(candidate);
    return fit(candidate, head, room, tokens);
  };
  /** Takes further candidates until one finds no room in `room`. @returns the tokens used */
  const take = (section: Section, room: number, largest: number): number => {
    const items = placed.get(section) ?? [];
    let used = 0;
    for (const candidate of candidates.get(section)?.slice(items.length) ?? []) {
      const heading = items.length === 0 ? tokens.count(renderHeading(section)) : 0;
      const item = place(candidate, Math.min(room - used - heading, largest));
      if (!item) break;
      items.push(item);
      used += heading + item.tokens;
    }
    if (items.length > 0) placed.set(section, items);
    return used;
  };

  const weights = sections.reduce((sum, section) => sum + WEIGHTS[section], 0);
  for (const section of sections) {
    const share = Math.floor((budget * WEIGHTS[section]) / weights);
    left -= take(section, share, Math.max(share * LARGEST_PART, LARGEST_AT_LEAST));
  }
  for (const section of sections) {
    for (const [index, item] of placed.get(section)?.entries() ?? []) {
      const longer = item.truncated ? place(item.candidate, item.tokens + left) : null;
      if (!longer || longer.tokens <= item.tokens) continue;
      placed.get(section)?.splice(index, 1, longer);
      left -= longer.tokens - item.tokens;
    }
    left -= take(section, left, left);
  }
  return new Map(
    SECTIONS.flatMap((section) => (placed.has(section) ? [[section, placed.get(section) ?? []]] : [])),
  );
}

/** @returns null when there is no room for the head and a beginning of the text */
function fit(candidate: Candidate, head: string, room: number, tokens: TokenCounter): Placed | null {
  const whole = head + renderText(candidate.text);
  const size = tokens.count(whole, room);
  if (size <= room) return { candidate, block: whole, text: candidate.text, truncated: false, tokens: size };
  const textRoom = room - tokens.count(head + renderText(ELLIPSIS));
  if (textRoom < MIN_TEXT_TOKENS || candidate.text === '') return null;
  const cut = tokens.cut(renderText(candidate.text), textRoom);
  const text = `${cut.replace(/^ {2}/gm, '').trim()}${ELLIPSIS}`;
  const block = head + renderText(text);
  const cutSize = tokens.count(block, room);
  return cutSize <= room ? { candidate, block, text, truncated: true, tokens: cutSize } : null;
}
