import type { PoolConnection } from 'mysql2/promise';
import type { TSchema } from 'typebox';
import type { TermKind } from '../../context/terms.ts';
import type { Executor } from '../../memories/repository.ts';
import type { ExportSource } from '../export-source.ts';
import type { Mention, Places } from '../places.ts';
import type { Outcome } from '../write-memories.ts';

/** What a line says about something besides memories, ready to be written. */
export interface Entity {
  /** Itself and what it refers to. */
  mentions: Mention[];
  /** Writes it as it is; what the project has already is left as it is there. */
  write(connection: PoolConnection, places: Places): Promise<Outcome>;
  /** What `write` would do, as far as it can be told without doing it. */
  preview(db: Executor, places: Places): Promise<Outcome>;
}

/** One kind of lines of an export besides memories. */
export interface EntityKind {
  kind: TermKind;
  schema: TSchema;
  /** All of a project, oldest first. */
  source: ExportSource;
  /** @param line has passed the schema @throws AppError INVALID_REQUEST */
  read(project: string, line: never): Entity;
}
