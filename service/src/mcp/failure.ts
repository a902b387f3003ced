import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { toAppError } from '../http/errors.ts';
import type { Principal, Scope } from '../http/principal.ts';

/** @throws AppError FORBIDDEN */
export function assertScope({ scopes }: Principal, scope: Scope): void {
  if (!scopes.has(scope)) throw new AppError('FORBIDDEN', { message: `This key has no ${scope} scope` });
}

/** What a client is told: what a 5xx was about goes to the log only, where its id finds it. */
function told(error: unknown, what: string, { id, log }: FastifyRequest) {
  const known = toAppError(error as Error & { code: string; name: string });
  const { code, publicMessage, statusCode, details } = known;
  if (statusCode < 500) {
    return {
      statusCode,
      message: `${code}: ${publicMessage}${details ? ` ${JSON.stringify(details)}` : ''}`,
    };
  }
  log.error({ err: error, what }, 'mcp request failed');
  return { statusCode, message: `${code}: ${publicMessage} (request ${id})` };
}

/** A tool's failure in words for the model. */
export const toolFailure = (error: unknown, tool: string, request: FastifyRequest) => ({
  isError: true,
  content: [{ type: 'text' as const, text: told(error, tool, request).message }],
});

/** The failure of a resource or a prompt. @param uri what was asked for, where it was a resource */
export function protocolFailure(error: unknown, what: string, request: FastifyRequest, uri?: string): Error {
  if (error instanceof ProtocolError) return error;
  const { statusCode, message } = told(error, what, request);
  if (statusCode === 404 && uri !== undefined) return new ResourceNotFoundError(uri, message);
  const reason = statusCode < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(reason, message);
}
