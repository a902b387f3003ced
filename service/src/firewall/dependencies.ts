import type { ContextDependencies } from '../context/dependencies.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import type { Log } from '../ports.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';

/** What the error firewall stands on. */
export interface FirewallDependencies extends ContextDependencies {
  vectors: VectorIndex;
  embedder: Embedder;
  modelGuard: ModelGuard;
  log: Log;
  /** Called after each commit that changed the outbox. */
  onCommit: () => void;
}
