/**
 * The knowledge graph of the official memory server, as memories. Each observation is a memory of its own, so that it
 * is found, changed and deleted by itself; the first line says what it is about.
 */

/** Types of the memories that make up a graph. */
export const GRAPH_TYPES = ['entity', 'observation', 'relation'] as const;

export interface GraphEntity {
  name: string;
  entityType: string;
}

export interface GraphRelation {
  from: string;
  to: string;
  relationType: string;
}

const ARROW = ' → ';

/** `Ada (person)`, or a JSON array where a name would make that ambiguous. */
export function entityHeading({ name, entityType }: GraphEntity): string {
  const plain = `${name} (${entityType})`;
  const read = readPlainEntity(plain);
  const same = read?.name === name && read.entityType === entityType && !plain.includes('\n');
  return same ? plain : JSON.stringify([name, entityType]);
}

/** null: the line heads no entity. */
export function readEntityHeading(line: string): GraphEntity | null {
  const parts = readParts(line, 2);
  if (parts) return { name: parts[0] as string, entityType: parts[1] as string };
  return readPlainEntity(line);
}

/** `Ada → works at → ACME`, or a JSON array where a name would make that ambiguous. */
export function relationText({ from, relationType, to }: GraphRelation): string {
  const parts = [from, relationType, to];
  const plain = parts.join(ARROW);
  const ambiguous = plain.split(ARROW).length !== 3 || plain.includes('\n') || readParts(plain, 3) !== null;
  return ambiguous ? JSON.stringify(parts) : plain;
}

/** null: the text is no relation. */
export function readRelation(text: string): GraphRelation | null {
  const parts = readParts(text, 3) ?? text.split(ARROW);
  if (parts.length !== 3 || text.includes('\n')) return null;
  const [from, relationType, to] = parts as [string, string, string];
  return { from, to, relationType };
}

function readPlainEntity(line: string): GraphEntity | null {
  if (readParts(line, 2)) return null;
  const [, name, entityType] = /^(.*) \(([^()]*)\)$/s.exec(line) ?? [];
  return name === undefined || entityType === undefined ? null : { name, entityType };
}

/** The strings of a JSON array of that length; null for any other text. */
function readParts(text: string, length: number): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const parts: unknown = JSON.parse(text);
    const fits = Array.isArray(parts) && parts.length === length;
    return fits && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
