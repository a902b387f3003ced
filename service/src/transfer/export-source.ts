import type { Pool } from 'mysql2/promise';
import type { ShortStore } from '../memories/short-store.ts';

export interface ExportDependencies {
  mysql: Pool;
  short: ShortStore;
}

/** Gives what a project has of one kind of thing, each with a `kind` of its own, oldest first. */
export type ExportSource = (
  dependencies: ExportDependencies,
  project: string,
) => AsyncIterable<{ kind: string }>;
