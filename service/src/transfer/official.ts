import type { Memory } from '../memories/schemas.ts';
import type { ExportDependencies } from './export-source.ts';
import { entityHeading, type GraphEntity, readEntityHeading, readRelation } from './graph.ts';
import { allMemories } from './memory-source.ts';

interface Entity extends GraphEntity {
  observations: string[];
}

/**
 * A project in the format of the official memory server: one line per entity with all its observations, then the
 * relations. That format wants an entity in one piece, so the graph is gathered first; memories that belong to no
 * graph pass through as entities named by their id.
 */
export async function* officialLines(
  dependencies: ExportDependencies,
  project: string,
): AsyncGenerator<string> {
  const entities = new Map<string, Entity>();
  const relations: string[] = [];
  for await (const memory of allMemories(dependencies, project)) {
    const relation = memory.type === 'relation' ? readRelation(memory.content) : null;
    if (relation) relations.push(toLine({ type: 'relation', ...relation }));
    else if (!gather(entities, memory)) yield asEntity(memory);
  }
  for (const { name, entityType, observations } of entities.values()) {
    yield toLine({ type: 'entity', name, entityType, observations });
  }
  yield* relations;
}

/** @returns false for a memory that says nothing about an entity */
function gather(entities: Map<string, Entity>, { type, content }: Memory): boolean {
  if (type !== 'entity' && type !== 'observation') return false;
  const end = content.indexOf('\n');
  const heading = readEntityHeading(end < 0 ? content : content.slice(0, end));
  if (!heading || (type === 'observation') !== end >= 0) return false;
  const key = entityHeading(heading);
  const entity = entities.get(key) ?? { ...heading, observations: [] };
  entities.set(key, entity);
  if (end >= 0) entity.observations.push(content.slice(end + 1));
  return true;
}

const asEntity = ({ id, type, content }: Memory): string =>
  toLine({ type: 'entity', name: id, entityType: type, observations: [content] });

const toLine = (value: object): string => `${JSON.stringify(value)}\n`;
