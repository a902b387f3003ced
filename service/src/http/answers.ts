import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';

/** The body of every error answer. */
export const ErrorBody = Type.Object(
  {
    error: Type.Object(
      {
        code: Type.String({ description: 'Stable; branch on this' }),
        message: Type.String(),
        requestId: Type.String({ description: 'Finds the request in the log; also the header X-Request-Id' }),
        details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'Error', title: 'Error', description: 'What went wrong' },
);

/** Lets the routes of `app` name the body of their errors instead of repeating it. */
export const describeErrors = (app: FastifyInstance): void => void app.addSchema(ErrorBody);

const MEANINGS: Record<number, string> = {
  400: 'A field is wrong or unknown; the message names it',
  401: 'No valid API key',
  403: 'The key lacks the scope, or is bound to another project',
  404: 'There is no such thing',
  409: 'It does not go with what is there already; the code says why',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'A text holds what looks like a credential',
  429: 'Too many requests; see Retry-After',
  503: 'A store does not answer, or the service is overloaded',
};

const ALWAYS = [400, 401, 403, 429, 500, 503];

/** The `response` part of a route schema: the good answers, and the errors that this route can give. */
export function answers(good: Record<number, TSchema>, ...errors: number[]): Record<number, TSchema> {
  const described = [...ALWAYS, ...errors].map((status) => [
    status,
    Type.Ref('Error#', { description: MEANINGS[status] ?? 'Something went wrong' }),
  ]);
  return { ...good, ...Object.fromEntries(described) };
}
