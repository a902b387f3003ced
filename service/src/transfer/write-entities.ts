import { transaction } from '../database/transaction.ts';
import { ensureProject } from '../projects/repository.ts';
import type { Entity } from './entities/entity.ts';
import { findPlaces } from './places.ts';
import type { ImportDependencies, Outcome } from './write-memories.ts';

/** Writes what surrounds the memories of a project as it is, in one transaction. Repeating it changes nothing. */
export async function writeEntities(
  { mysql, onCommit }: Pick<ImportDependencies, 'mysql' | 'onCommit'>,
  project: string,
  entities: readonly Entity[],
): Promise<Outcome[]> {
  if (entities.length === 0) return [];
  await ensureProject(mysql, project);
  const outcomes = await transaction(mysql, async (connection) => {
    const places = await findPlaces(connection, project, mentionsOf(entities));
    const written: Outcome[] = [];
    for (const entity of entities) written.push(await entity.write(connection, places));
    return written;
  });
  onCommit();
  return outcomes;
}

/** What writeEntities would do. */
export async function previewEntities(
  { mysql }: Pick<ImportDependencies, 'mysql'>,
  project: string,
  entities: readonly Entity[],
): Promise<Outcome[]> {
  const places = await findPlaces(mysql, project, mentionsOf(entities));
  const outcomes: Outcome[] = [];
  for (const entity of entities) outcomes.push(await entity.preview(mysql, places));
  return outcomes;
}

const mentionsOf = (entities: readonly Entity[]) => entities.flatMap(({ mentions }) => mentions);
