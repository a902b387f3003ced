import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { answers } from '../http/answers.ts';
import { listOutbox, retryDead } from '../outbox/dead-letters.ts';
import { OutboxPage, OutboxQuery, RetryInput, RetryResult } from '../outbox/schemas.ts';

const tags = ['admin'];

/** The vectors that are out of date: `/admin/outbox`. */
const adminOutboxRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const operator = { onRequest: [app.requiresOperator, app.limit] };

  app.get(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'listOutbox',
        summary: 'List vectors that are out of date, and those that were given up',
        querystring: OutboxQuery,
        response: answers({ 200: OutboxPage }),
      },
    },
    async (request) => listOutbox(app.mysql, request.query),
  );

  app.post(
    '/retry',
    {
      ...operator,
      config: { audit: { action: 'outbox.retry' } },
      schema: {
        tags,
        operationId: 'retryOutbox',
        summary: 'Try vectors again that were given up',
        body: RetryInput,
        response: answers({ 200: RetryResult }, 413, 415),
      },
    },
    async (request) => {
      const retried = await retryDead(app.mysql, request.body);
      app.relay.wake();
      return { retried };
    },
  );
};

export default adminOutboxRoutes;
