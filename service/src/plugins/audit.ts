import type { FastifyRequest, onResponseAsyncHookHandler, preHandlerAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { actorOf } from '../audit/actor.ts';
import { type AuditBuffer, createAuditBuffer } from '../audit/buffer.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import { within } from '../deadline.ts';
import { AppError } from '../errors.ts';

const WRITE_MS = 2000;

/** How a route's requests come into the audit log. */
export interface RouteAudit {
  /** Thing and deed, such as `project.forget`. */
  action: string;
  /**
   * first: the entry stands before anything is done, or nothing is done. after: it follows what succeeded, and
   * never makes the request wait. Default first.
   */
  when?: 'first' | 'after';
}

function entryOf(request: FastifyRequest, action: string): AuditEntry {
  const params = (request.params ?? {}) as Record<string, string | undefined>;
  const { project = null, ...rest } = params;
  return { by: actorOf(request), action, project, target: Object.values(rest)[0] ?? null };
}

/** `app.audit`, and the entries that routes ask for with `config: { audit: { action, when } }`. */
export default fp(
  async (app) => {
    const buffer = createAuditBuffer(app.mysql, app.log);
    app.decorate('audit', buffer);
    app.decorateRequest('auditId', null);
    app.addHook('onClose', () => buffer.close());
    app.metrics.gauge('mcp_audit_dropped', 'Audit entries that could not be kept for MySQL', () =>
      buffer.dropped(),
    );

    const enter =
      (action: string): preHandlerAsyncHookHandler =>
      async (request) => {
        const written = writeAudit(app.mysql, entryOf(request, action));
        request.auditId = await within(WRITE_MS, 'the audit log', written).catch((cause) => {
          throw new AppError('STORE_UNAVAILABLE', { cause });
        });
      };
    const enterSuccess =
      (action: string): onResponseAsyncHookHandler =>
      async (request, reply) => {
        if (reply.statusCode < 400) buffer.add(entryOf(request, action));
      };
    const noteOutcome: onResponseAsyncHookHandler = async (request, { statusCode: status }) => {
      if (request.auditId === null) return;
      app.mysql
        .query("UPDATE audit_log SET detail = JSON_OBJECT('status', ?) WHERE id = ?", [
          status,
          request.auditId,
        ])
        .catch((err: unknown) =>
          app.log.warn({ err, auditId: request.auditId, status }, 'outcome not noted'),
        );
    };
    // Hooks of the routes that ask for it, since every hook of all routes takes time on those that read.
    app.addHook('onRoute', (route) => {
      const audit = route.config?.audit;
      if (!audit) return;
      const after = audit.when === 'after';
      if (!after) route.preHandler = [route.preHandler ?? [], enter(audit.action)].flat();
      route.onResponse = [route.onResponse ?? [], after ? enterSuccess(audit.action) : noteOutcome].flat();
    });
  },
  { name: 'audit', dependencies: ['mysql', 'metrics', 'auth'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    /** For entries that follow what they tell of; see writeAudit for those that must stand with it. */
    audit: AuditBuffer;
  }
  interface FastifyRequest {
    /** The entry that stood before the request was carried out. */
    auditId: number | null;
  }
  interface FastifyContextConfig {
    audit?: RouteAudit;
  }
}
