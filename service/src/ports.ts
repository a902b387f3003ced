/** What the domain asks of the process it runs in. A pino logger is a Log. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The steps whose duration and success are worth a metric. */
export type Step =
  | 'store'
  | 'search'
  | 'embedding'
  | 'vector_search'
  | 'keyword_search'
  | 'short_search'
  | 'row_fetch'
  | 'context'
  | 'error_search'
  | 'outbox_batch';

export interface Metrics {
  /** Reports one finished step: how long it took in seconds, and whether it succeeded. */
  observe(step: Step, seconds: number, ok: boolean): void;
}
