import type { ToolContext } from '../tool.ts';

export interface ListedResource {
  id: string;
  name: string;
  title: string;
  description: string;
  /** ISO 8601, UTC. */
  lastModified: string;
}

/** One kind of thing that a client can read by its address. */
export interface ResourceKind {
  /** As it stands in the address: `memory://projects/{project}/<kind>/{id}`. */
  kind: 'memories' | 'sessions' | 'notes';
  title: string;
  description: string;
  mimeType: 'text/plain' | 'text/markdown';
  /** The newest ones. */
  list(context: ToolContext, project: string): Promise<ListedResource[]>;
  /** @throws AppError when the project has none with this id */
  read(context: ToolContext, project: string, id: string): Promise<string>;
}

export const addressOf = (kind: ResourceKind['kind'], project: string, id: string) =>
  `memory://projects/${project}/${kind}/${id}`;

const TITLE_LENGTH = 80;

/** The first line of a text, as a title. */
export function titleOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const characters = [...line];
  return characters.length > TITLE_LENGTH ? `${characters.slice(0, TITLE_LENGTH).join('')}…` : line;
}
