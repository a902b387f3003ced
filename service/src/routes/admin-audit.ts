import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { readAudit } from '../audit/read.ts';
import { AuditPage, AuditQuery } from '../audit/schemas.ts';
import { answers } from '../http/answers.ts';

/** Who did what: `/admin/audit`. */
const adminAuditRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      onRequest: [app.requiresOperator, app.limit],
      schema: {
        tags: ['admin'],
        operationId: 'listAudit',
        summary: 'Read the audit log, newest first',
        querystring: AuditQuery,
        response: answers({ 200: AuditPage }),
      },
    },
    async (request) => readAudit(app.mysql, request.query),
  );
};

export default adminAuditRoutes;
