import type { Candidate } from './candidate.ts';
import type { Section } from './schemas.ts';

const HEADINGS: Record<Section, string> = {
  session: 'Last session',
  pinned: 'Pinned memories',
  todos: 'To do',
  decisions: 'Decisions',
  relevant: 'Memories',
  notes: 'Notes',
};

export const renderTitle = (project: string): string => `# ${project}\n`;

export const renderHeading = (section: Section): string => `\n## ${HEADINGS[section]}\n`;

/** An item without its text: what it is and where it comes from. */
export function renderHead({ kind, id, title, label }: Candidate): string {
  const name = title === null ? '' : `**${oneLine(title)}** `;
  return `- ${name}[${label}] (${kind} ${id})`;
}

/** The text under its head. The lines are set in, so that none of them can look like a heading of the context. */
export function renderText(text: string): string {
  return text === '' ? '\n' : `\n${text.replace(/^/gm, '  ')}\n`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
