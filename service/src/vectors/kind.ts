import type { Connection } from 'mysql2/promise';
import type { CollectionKey } from './index.ts';

/** The entities that have vectors, as the outbox names them. At most 16 lower-case letters. */
export type VectorKindName = 'memory' | 'error';

/** What MySQL says about the vector of one entity: where it belongs and the fields it is found by. */
export interface VectorEntry {
  /** UUID in lower case. */
  id: string;
  project: string;
  collection: CollectionKey;
  type: string;
  tags: readonly string[];
  /** Milliseconds since 1970. */
  createdAt: number;
  /** SHA-256 of the text in hex; tells a vector of an older text. */
  textHash: string;
}

/** An entry with the text that its vector is made of. */
export interface VectorSource extends VectorEntry {
  text: string;
}

/**
 * A kind of entity that has vectors. To add one: add its name to VectorKindName, write a VectorKind beside the entity's
 * repository, and add that to VECTOR_KINDS (outbox/kinds.ts). From then on `enqueue(db, {kind, id, project, sweep})` in
 * the transaction of a change brings the vector up to date, and reconciling and rebuilding include the kind.
 */
export interface VectorKind {
  name: VectorKindName;
  /** The collections its vectors may lie in. No other kind uses them. */
  collections: readonly CollectionKey[];
  /** Those of the entities that exist, of whatever project, in any order. */
  find(db: Pick<Connection, 'execute'>, ids: readonly string[]): Promise<VectorSource[]>;
  /** How many entities there are. */
  count(db: Pick<Connection, 'execute'>): Promise<number>;
  /** All entities in the order of their ids, a page at a time: the first `limit` after `after` ('' = from the start). */
  page(db: Pick<Connection, 'execute'>, after: string, limit: number): Promise<VectorEntry[]>;
}
