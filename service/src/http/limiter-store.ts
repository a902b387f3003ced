import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Counted, WindowCounter } from './window-counter.ts';

/** A store for @fastify/rate-limit on a counter. */
export function limiterStore(count: WindowCounter): FastifyRateLimitStoreCtor {
  return class implements FastifyRateLimitStore {
    incr(key: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void {
      count(key, windowMs).then((result) => done(null, result), done);
    }

    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
