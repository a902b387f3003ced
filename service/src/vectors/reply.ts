import { VectorError } from './index.ts';

const COLLECTION_NOT_FOUND = 100;
const UNEXPECTED = 65_535;
const GRPC_INVALID_ARGUMENT = 3;
const GRPC_UNAUTHENTICATED = 16;

interface Status {
  error_code?: string | number;
  reason?: string;
  code?: number;
}

/** The collection is not there: it was dropped, or the server lost its data. */
export class CollectionMissingError extends VectorError {}

/** The server failed at something that may be over already, such as an alias that moved while it searched. */
export class UnexpectedError extends VectorError {}

/** The server does not accept user and password. */
export class CredentialsError extends VectorError {}

/**
 * Every reply carries a status, and most failures come as one instead of being thrown.
 *
 * @throws VectorError unless the status says success
 */
export function assertSuccess<T extends Status | { status: Status }>(what: string, reply: T): T {
  const status: Status = 'status' in reply ? reply.status : reply;
  if (status.error_code === 'Success' || status.error_code === 0) return reply;
  throw failure(what, status, reply);
}

/** Makes a VectorError of whatever the client threw: errors of the transport, statuses, its own mistakes. */
export function toVectorError(what: string, error: unknown): VectorError {
  if (error instanceof VectorError) return error;
  // The client trips over the missing description of a collection that is not there.
  if (error instanceof TypeError)
    return new CollectionMissingError(`Milvus, ${what}: ${error.message}`, { cause: error });
  const thrown = error as { status?: Status } & Status & { details?: string; message?: string };
  return failure(what, thrown.status ?? { ...thrown, reason: thrown.reason ?? thrown.message ?? '' }, error);
}

function failure(what: string, { reason, code, error_code }: Status, cause: unknown): VectorError {
  const said = reason || String(error_code ?? code ?? 'no reason given');
  const message = `Milvus, ${what}: ${said}`;
  if (code === COLLECTION_NOT_FOUND || error_code === 'CollectionNotExists') {
    return new CollectionMissingError(message, { cause });
  }
  if (code === GRPC_UNAUTHENTICATED) return new CredentialsError(message, { cause });
  if (code === UNEXPECTED) return new UnexpectedError(message, { cause });
  const permanent = code === GRPC_INVALID_ARGUMENT || error_code === 'IllegalArgument';
  return new VectorError(message, { cause, permanent });
}
