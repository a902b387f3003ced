import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, ERRORS, type ErrorCode } from '../errors.ts';

/** Codes for errors that Fastify and its plugins raise, by status. */
const BY_STATUS: Record<number, ErrorCode> = {
  400: 'INVALID_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  503: 'STORE_UNAVAILABLE',
};

type Failure = NonNullable<FastifyError['validation']>[number];

/** Where a validation failed and why, naming the field. */
function describe(failure: Failure, part: string): { field: string; message: string } {
  const extra = failure.params.additionalProperty ?? failure.params.missingProperty;
  const path = [...failure.instancePath.split('/').slice(1), ...(extra ? [String(extra)] : [])];
  const field = path.join('.') || part;
  if (failure.keyword === 'additionalProperties') return { field, message: `${field} is not a known field` };
  if (failure.keyword === 'required') return { field, message: `${field} is missing` };
  const choices = Array.isArray(failure.params.allowedValues)
    ? `: ${failure.params.allowedValues.join(', ')}`
    : '';
  return { field, message: `${field} ${failure.message ?? 'is not valid'}${choices}` };
}

/** Turns whatever was thrown into an error of the catalogue. */
export function toAppError(error: FastifyError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) {
    const part = error.validationContext ?? 'request';
    const failures = error.validation.map((failure) => describe(failure, part));
    const message = [...new Set(failures.map((failure) => failure.message))].join('; ');
    return new AppError('INVALID_REQUEST', {
      message,
      details: { fields: failures.map(({ field }) => field) },
    });
  }
  const code = BY_STATUS[error.statusCode ?? 500];
  if (!code) return new AppError('INTERNAL', { cause: error, message: error.message });
  const message = code === 'INVALID_REQUEST' ? error.message : ERRORS[code].message;
  return new AppError(code, { message, cause: error });
}

/** The body of every error answer; a 5xx says no more than its code. */
export function errorBody(error: AppError, requestId: string) {
  const details = error.statusCode < 500 && error.details ? { details: error.details } : {};
  return { error: { code: error.code, message: error.publicMessage, requestId, ...details } };
}

/** Installs the one error handler and the answer for unknown addresses. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const known = toAppError(error);
    if (known.statusCode >= 500) request.log.error({ err: error }, known.message);
    if (known.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="mcp-api"');
    if (known.statusCode === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '1');
    const wait = known.details?.retryAfterSeconds;
    if (typeof wait === 'number') reply.header('retry-after', String(wait));
    return reply.code(known.statusCode).send(errorBody(known, request.id));
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new AppError('NOT_FOUND');
    return reply.code(404).send(errorBody(error, request.id));
  });
}
