import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Log } from '../ports.ts';
import type { ServiceEvent } from './event.ts';

/** An event with the time it happened at, ISO 8601 in UTC. */
export type Announced = ServiceEvent & { at: string };
export type Listener = (event: Announced) => void;

/** Tells every replica what happened. Nothing is kept: who is not listening misses it. */
export interface EventBus {
  /**
   * Tells the listeners of this process at once and those of the others through Redis. Never fails: while Redis is
   * away the others miss it, and get `bus.resumed` once they hear again.
   */
  publish(event: ServiceEvent): void;
  /** @returns what ends the subscription */
  on(listener: Listener): () => void;
  /** Begins to hear the other replicas. */
  start(): void;
  close(): void;
}

export interface EventBusOptions {
  /** Publishes; shared with the rest of the process. */
  redis: Redis;
  /** Subscribes, and can do nothing else from then on. */
  subscriber: Redis;
  /** Set before the channel's name. */
  keyPrefix: string;
  log: Log;
}

interface Message {
  from: string;
  event: Announced;
}

export function createEventBus({ redis, subscriber, keyPrefix, log }: EventBusOptions): EventBus {
  const channel = eventChannel(keyPrefix);
  const self = randomUUID();
  const listeners = new Set<Listener>();
  let heardBefore = false;

  const tell = (event: Announced) => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (err) {
        log.error({ err, event: event.type }, 'a listener failed');
      }
    }
  };
  const subscribe = async () => {
    try {
      await subscriber.subscribe(channel);
      if (heardBefore) tell({ type: 'bus.resumed', at: new Date().toISOString() });
      heardBefore = true;
    } catch (err) {
      log.warn({ err }, 'could not listen to the other replicas; trying again with the next connection');
    }
  };
  subscriber.on('message', (_channel, text: string) => {
    const { from, event } = JSON.parse(text) as Message;
    if (from !== self) tell(event);
  });

  return {
    publish(event) {
      const announced: Announced = { ...event, at: new Date().toISOString() };
      tell(announced);
      redis.publish(channel, encode(self, announced)).catch((err: unknown) => {
        log.debug({ err, event: event.type }, 'the other replicas were not told');
      });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      subscriber.on('ready', subscribe);
      if (subscriber.status === 'ready') void subscribe();
    },
    close() {
      listeners.clear();
      subscriber.disconnect();
    },
  };
}

const eventChannel = (keyPrefix: string) => `${keyPrefix}events`;
const encode = (from: string, event: Announced) => JSON.stringify({ from, event } satisfies Message);

/** Tells the running service from a program beside it. @throws what Redis throws */
export async function announce(redis: Redis, keyPrefix: string, event: ServiceEvent): Promise<void> {
  const announced: Announced = { ...event, at: new Date().toISOString() };
  await redis.publish(eventChannel(keyPrefix), encode('ops', announced));
}
