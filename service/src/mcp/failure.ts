import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { FastifyBaseLogger } from 'fastify';
import { AppError } from '../errors.ts';
import { toAppError } from '../http/errors.ts';
import type { Principal, Scope } from '../http/principal.ts';

/** @throws AppError FORBIDDEN */
export function assertScope({ scopes }: Principal, scope: Scope): void {
  if (!scopes.has(scope)) throw new AppError('FORBIDDEN', { message: `This key has no ${scope} scope` });
}

/** What was thrown as an error of the catalogue; what a 5xx was about goes to the log only. */
function known(error: unknown, what: string, log: FastifyBaseLogger): AppError {
  const app = toAppError(error as Error & { code: string; name: string });
  if (app.statusCode >= 500) log.error({ err: error, what }, 'mcp request failed');
  return app;
}

/** A tool's failure in words for the model. */
export function toolFailure(error: unknown, tool: string, log: FastifyBaseLogger) {
  const { code, publicMessage, statusCode, details } = known(error, tool, log);
  const more = statusCode < 500 && details ? ` ${JSON.stringify(details)}` : '';
  return {
    isError: true,
    content: [{ type: 'text' as const, text: `${code}: ${publicMessage}${more}` }],
  };
}

/** The failure of a resource or a prompt. @param uri what was asked for, where it was a resource */
export function protocolFailure(error: unknown, what: string, log: FastifyBaseLogger, uri?: string): Error {
  if (error instanceof ProtocolError) return error;
  const { code, publicMessage, statusCode } = known(error, what, log);
  const message = `${code}: ${publicMessage}`;
  if (statusCode === 404 && uri !== undefined) return new ResourceNotFoundError(uri, message);
  const reason = statusCode < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(reason, message);
}
