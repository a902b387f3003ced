/**
 * Every error that a client can see: its code, HTTP status and the message used when none is given.
 * A code never changes its meaning; clients branch on it.
 */
export const ERRORS = {
  INVALID_REQUEST: { status: 400, message: 'The request is not valid' },
  INVALID_CURSOR: { status: 400, message: 'The cursor is not one this service gave out for this list' },
  UNAUTHENTICATED: { status: 401, message: 'A valid API key is required' },
  FORBIDDEN: { status: 403, message: 'This key may not do that' },
  ADDRESS_FORBIDDEN: { status: 403, message: 'Forbidden' },
  ORIGIN_FORBIDDEN: { status: 403, message: 'This origin is not allowed' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address' },
  PROJECT_NOT_FOUND: { status: 404, message: 'There is no project of this name' },
  MEMORY_NOT_FOUND: { status: 404, message: 'The project has no memory with this id' },
  SESSION_NOT_FOUND: { status: 404, message: 'The project has no session with this id' },
  TODO_NOT_FOUND: { status: 404, message: 'The project has no todo with this id' },
  DECISION_NOT_FOUND: { status: 404, message: 'The project has no decision with this id' },
  NOTE_NOT_FOUND: { status: 404, message: 'The project has no note with this id' },
  ERROR_NOT_FOUND: { status: 404, message: 'The project has no error pattern with this id' },
  SOLUTION_NOT_FOUND: { status: 404, message: 'The error pattern has no solution with this id' },
  JOB_NOT_FOUND: { status: 404, message: 'There is no job with this id' },
  KEY_NOT_FOUND: { status: 404, message: 'There is no working API key with this id' },
  VERSION_NOT_FOUND: { status: 404, message: 'The history of this memory does not hold this version' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address does not answer this method' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    message: 'This Idempotency-Key was used before with another request',
  },
  VERSION_CONFLICT: { status: 409, message: 'The memory was changed meanwhile; read it again' },
  DUPLICATE_CONTENT: { status: 409, message: 'Another memory of the project has this text' },
  TIER_CONFLICT: { status: 409, message: 'The memory is in a higher tier already; memories only rise' },
  JOB_RUNNING: { status: 409, message: 'The same job is running already' },
  KEY_REPLACED: { status: 409, message: 'This key was replaced already' },
  OWN_KEY: { status: 409, message: 'A key cannot end itself; use another one, or the command line' },
  PROFILING_DISABLED: { status: 409, message: 'Profiles are off; set features.profiling (ENABLE_PROFILING)' },
  PROFILE_RUNNING: { status: 409, message: 'A profile is being taken; one at a time' },
  SOLUTION_EXISTS: { status: 409, message: 'The error pattern has a solution with this description already' },
  DECISION_SUPERSEDED: { status: 409, message: 'Another decision has superseded this one' },
  QUOTA_EXCEEDED: { status: 409, message: 'The project holds as much as it may' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'The request body must be application/json' },
  CREDENTIAL_REFUSED: { status: 422, message: 'The text holds what looks like a credential' },
  RATE_LIMITED: { status: 429, message: 'Too many requests; try again after the time in Retry-After' },
  INTERNAL: { status: 500, message: 'Something went wrong; the request id finds it in the log' },
  STORE_UNAVAILABLE: { status: 503, message: 'A data store does not answer; try again shortly' },
  MODEL_MISMATCH: {
    status: 503,
    message: 'The vectors were made by another embedding model; rebuild them first',
  },
  OVERLOADED: { status: 503, message: 'The service is busy; try again after the time in Retry-After' },
  SHUTTING_DOWN: { status: 503, message: 'The service is shutting down; try again' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

export interface AppErrorOptions {
  /** Replaces the catalogue's message. For a 5xx it is logged, never sent. */
  message?: string;
  /** What went wrong underneath: logged, never sent. */
  cause?: unknown;
  /** More for the client, such as the name of the field at fault. Not sent with a 5xx. */
  details?: Record<string, unknown>;
}

/** An error of the catalogue. Everything else that is thrown reaches a client as INTERNAL. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly statusCode: number;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.statusCode = ERRORS[code].status;
    this.details = options.details;
  }

  /** What a client may read: a 5xx always says the catalogue's message. */
  get publicMessage(): string {
    return this.statusCode >= 500 ? ERRORS[this.code].message : this.message;
  }
}
