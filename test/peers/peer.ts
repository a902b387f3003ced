import type { Scope } from '../service/support/scope.ts';

/** A memory as every system gets it. `key` tells it apart in the results. */
export interface Item {
  key: string;
  text: string;
}

/** A memory system under the same load as the others. */
export interface Peer {
  /** With its version. */
  name: string;
  /** How it is reached, for the table. */
  how: string;
  store(item: Item): Promise<void>;
  /** Waits until everything stored can be found. */
  settled(): Promise<void>;
  /** Keys of what is found, best first. */
  search(query: string, limit: number): Promise<string[]>;
}

/** What every system embeds with, so that the model makes no difference. */
export interface Embeddings {
  /** Base URL of an OpenAI-compatible server, ends with /v1. */
  url: string;
  model: string;
  dimension: number;
}

export type StartPeer = (scope: Scope, embeddings: Embeddings) => Promise<Peer>;
