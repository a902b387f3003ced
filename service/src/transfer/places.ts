import type { RowDataPacket } from 'mysql2/promise';
import type { TermKind } from '../context/terms.ts';
import type { Executor } from '../memories/repository.ts';
import { derivedId } from './derived-id.ts';

/** An entity of a file, by the id it has there. */
export interface Mention {
  kind: TermKind;
  id: string;
}

/** Which ids the entities of a file have in a project. Ids are of the whole service: another project may have them. */
export interface Places {
  idOf(mention: Mention): string;
  /** Whether the project has it already. */
  has(mention: Mention): boolean;
  /** Says that the project has it now. */
  add(mention: Mention): void;
}

/** Looks for many at once. */
export async function findPlaces(
  db: Executor,
  project: string,
  mentions: readonly Mention[],
): Promise<Places> {
  const owners = new Map<string, string>();
  const key = (kind: string, id: string) => `${kind} ${id}`;
  if (mentions.length > 0) {
    // Every entity has a row there, and its primary key begins with these two.
    const [rows] = await db.query<RowDataPacket[]>(
      'SELECT kind, entity_id, project_id FROM context_terms WHERE (kind, entity_id) IN (?)',
      [
        mentions.flatMap(({ kind, id }) => [
          [kind, id],
          [kind, derivedId(project, id)],
        ]),
      ],
    );
    for (const row of rows) owners.set(key(row.kind, row.entity_id), String(row.project_id));
  }
  const idOf = ({ kind, id }: Mention): string => {
    const owner = owners.get(key(kind, id));
    return owner === undefined || owner === project ? id : derivedId(project, id);
  };
  return {
    idOf,
    has: (mention) => owners.get(key(mention.kind, idOf(mention))) === project,
    add: (mention) => owners.set(key(mention.kind, idOf(mention)), project),
  };
}
