import { createHash } from 'node:crypto';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { within } from '../deadline.ts';
import { AppError } from '../errors.ts';
import { createFailedKeys, type FailedKeys } from '../http/failed-keys.ts';
import type { Principal, Scope } from '../http/principal.ts';
import { windowCounter } from '../http/window-counter.ts';
import type { KeyRepository } from '../keys/repository.ts';

/**
 * How long a verified key is believed without asking again: where the event of a revocation is missed, the key stops
 * working within this time.
 */
const BELIEVED_MS = 2000;
const MAX_KEYS = 5000;
const LOOKUP_MS = 2000;

export interface Authenticator {
  /** The request's raw key, from `Authorization: Bearer` or `X-API-Key`. */
  keyOf(request: FastifyRequest): string | undefined;
  /**
   * @param address where it comes from
   * @throws AppError UNAUTHENTICATED for a wrong key, STORE_UNAVAILABLE when it cannot be looked up, RATE_LIMITED
   *   after too many wrong keys from this address
   */
  verify(raw: string, address: string): Promise<Principal>;
  /** Asks MySQL again for every key. */
  forget(): void;
}

function keyOf(request: FastifyRequest): string | undefined {
  const { authorization, 'x-api-key': header } = request.headers;
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  return bearer ?? (typeof header === 'string' && header ? header : undefined);
}

function createAuthenticator(keys: Pick<KeyRepository, 'verify'>, failedKeys: FailedKeys): Authenticator {
  // Digests, not keys, so that a heap dump holds no usable key.
  const believed = new LRUCache<string, { principal: Principal | null }, string>({
    max: MAX_KEYS,
    ttl: BELIEVED_MS,
    // A lookup under way when the cache is emptied answers its request, and is not kept.
    ignoreFetchAbort: true,
    fetchMethod: async (digest, _stale, { context: raw }) => {
      const principal = await keys.verify(raw);
      if (principal) failedKeys.worked(digest);
      return { principal };
    },
  });
  return {
    keyOf,
    async verify(raw, address) {
      const digest = createHash('sha256').update(raw).digest('base64');
      const retryAfterSeconds = failedKeys.refusedFor(address, digest);
      if (retryAfterSeconds > 0) throw new AppError('RATE_LIMITED', { details: { retryAfterSeconds } });
      const found = await within(
        LOOKUP_MS,
        'key lookup',
        believed.forceFetch(digest, { context: raw }),
      ).catch((cause) => {
        throw new AppError('STORE_UNAVAILABLE', { cause });
      });
      const { principal } = found;
      if (!principal || (principal.expiresAt && principal.expiresAt <= new Date())) {
        failedKeys.failed(address);
        throw new AppError('UNAUTHENTICATED');
      }
      return principal;
    },
    forget: () => believed.clear(),
  };
}

/**
 * `app.requires(scope)`: a hook that lets only keys with that scope pass, bound to their project if they are.
 * `any` asks for a valid key only.
 */
export default fp(
  async (app) => {
    const { redis, metrics, config, live } = app;
    const count = windowCounter(redis, `${config.redis.key_prefix}failed-keys:`, metrics.limiterFallback);
    const failedKeys = createFailedKeys(count, () => live.current.api.failed_key_limit);
    const authenticator = createAuthenticator(app.keys, failedKeys);
    const unsubscribe = app.events.on(({ type }) => {
      // Changes of keys are rare: asking again for all of them is simpler than knowing which digest is whose.
      if (type === 'key.changed' || type === 'bus.resumed') authenticator.forget();
    });
    app.addHook('onClose', async () => unsubscribe());
    app.decorate('authenticator', authenticator);
    app.decorateRequest('principal', null);
    app.decorate('requires', (scope: Scope | 'any'): onRequestAsyncHookHandler => {
      const check: onRequestAsyncHookHandler = async (request) => {
        const raw = authenticator.keyOf(request);
        if (!raw) throw new AppError('UNAUTHENTICATED');
        const principal = await authenticator.verify(raw, request.ip);
        if (scope !== 'any' && !principal.scopes.has(scope)) {
          throw new AppError('FORBIDDEN', { message: `This key has no ${scope} scope` });
        }
        const { project } = request.params as { project?: string };
        if (project !== undefined) assertProject(principal, project);
        request.principal = principal;
      };
      return Object.assign(check, { needs: `a key with the ${scope} scope` });
    });
    const admin = app.requires('admin');
    const operator: onRequestAsyncHookHandler = async function (request, reply) {
      await admin.call(this, request, reply);
      const bound = request.principal?.project ?? null;
      if (bound === null) return;
      throw new AppError('FORBIDDEN', { message: `This key is bound to the project ${bound}` });
    };
    const needs = 'a key with the admin scope that is bound to no project';
    app.decorate('requiresOperator', Object.assign(operator, { needs }));
  },
  { name: 'auth', dependencies: ['keys', 'events', 'live', 'metrics'] },
);

/** @throws AppError FORBIDDEN when the key is bound to another project */
export function assertProject(principal: Principal, project: string): void {
  if (principal.project === null || principal.project === project) return;
  throw new AppError('FORBIDDEN', { message: `This key is bound to another project than ${project}` });
}

declare module 'fastify' {
  interface FastifyInstance {
    authenticator: Authenticator;
    requires(scope: Scope | 'any'): onRequestAsyncHookHandler;
    /** Lets only keys with the admin scope pass that are bound to no project: for what concerns the whole service. */
    requiresOperator: onRequestAsyncHookHandler;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}
