import type { Pool } from 'mysql2/promise';
import { checkTexts } from './check-texts.ts';
import type { CredentialPolicy } from './policy.ts';
import { createQuotas, type Quota } from './quotas.ts';
import type { QuotaLimits } from './usage.ts';

/** What stands between a request and what is kept. */
export interface Guards {
  /**
   * Looks through every text of an input, also within arrays and objects, for what looks like a credential.
   * Call it on all that is about to be stored, before anything is written.
   *
   * @returns the input; in mode `mask` a copy in which each credential reads `[masked:kind]`
   * @throws AppError CREDENTIAL_REFUSED (422) naming field, kind and offset, never the value
   */
  checkContent<T>(input: T): T;

  /**
   * What a project may still take. Ask before the transaction, take within it.
   *
   * @throws what MySQL throws, where the project has not been counted yet
   */
  quotaOf(project: string): Promise<Quota>;

  /** Counts a project anew when it is asked for next: its bounds, or much of it, have changed. */
  recount(project: string): void;
}

/** The part of the configuration that the guards need; `config.memory` fits. */
export interface GuardConfig {
  /** What happens to a text with a credential. */
  readonly credentials: CredentialPolicy;
  /** What a project may hold unless it has bounds of its own; 0 = no bound. */
  readonly quota: QuotaLimits;
}

export function createGuards(mysql: Pool, config: GuardConfig): Guards {
  const quotas = createQuotas(mysql, config.quota);
  return {
    checkContent: (input) => checkTexts(input, config.credentials),
    quotaOf: quotas.of,
    recount: quotas.forget,
  };
}
