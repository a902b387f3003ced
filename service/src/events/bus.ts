import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { within } from '../deadline.ts';
import type { Log } from '../ports.ts';
import type { ServiceEvent } from './event.ts';

/** An event with the time it happened at, ISO 8601 in UTC. */
export type Announced = ServiceEvent & { at: string };
/** Where an event comes from: this process, or another one. */
export type Origin = 'here' | 'elsewhere';
export type Listener = (event: Announced, origin: Origin) => void;

/** How often the connection to the others is tried out; one that is dead is known within this and the time-out. */
const PULSE_MS = 1000;
const PULSE_TIMEOUT_MS = 1000;

/** Tells every replica what happened. Nothing is kept: who is not listening misses it. */
export interface EventBus {
  /**
   * Tells the listeners of this process at once and those of the others through Redis. Never fails: what could not
   * be said is made up for by a `bus.resumed` to all the others once Redis is back.
   */
  publish(event: ServiceEvent): void;
  /** @returns what ends the subscription */
  on(listener: Listener): () => void;
  /** Whether the others are heard right now. What is known of their doing may be old when not. */
  hearing(): boolean;
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
  let hearing = false;
  let unsaid = false;
  let pulse: NodeJS.Timeout | undefined;

  const tell = (event: Announced, origin: Origin) => {
    for (const listener of listeners) {
      try {
        listener(event, origin);
      } catch (err) {
        log.error({ err, event: event.type }, 'a listener failed');
      }
    }
  };
  const subscribe = async () => {
    try {
      await subscriber.subscribe(channel);
      hearing = true;
      if (heardBefore) tell({ type: 'bus.resumed', at: new Date().toISOString() }, 'here');
      heardBefore = true;
    } catch (err) {
      log.warn({ err }, 'could not listen to the other replicas; connecting anew');
      subscriber.disconnect(true);
    }
  };
  subscriber.on('message', (_channel, text: string) => {
    const { from, event } = JSON.parse(text) as Message;
    if (from !== self) tell(event, 'elsewhere');
  });
  subscriber.on('close', () => {
    hearing = false;
  });
  const beat = async () => {
    if (!hearing) return;
    try {
      await within(PULSE_TIMEOUT_MS, 'the pulse of the events', subscriber.ping());
    } catch {
      // The other end may be gone without a word; a new connection will tell.
      hearing = false;
      subscriber.disconnect(true);
    }
  };
  const say = (event: Announced) => {
    redis.publish(channel, encode(self, event)).then(makeUp, (err: unknown) => {
      unsaid = true;
      log.debug({ err, event: event.type }, 'the other replicas were not told');
    });
  };
  const makeUp = () => {
    if (!unsaid) return;
    unsaid = false;
    say({ type: 'bus.resumed', at: new Date().toISOString() });
  };

  return {
    publish(event) {
      const announced: Announced = { ...event, at: new Date().toISOString() };
      tell(announced, 'here');
      say(announced);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hearing: () => hearing,
    start() {
      subscriber.on('ready', subscribe);
      redis.on('ready', makeUp);
      pulse = setInterval(beat, PULSE_MS);
      pulse.unref();
      if (subscriber.status === 'ready') void subscribe();
    },
    close() {
      clearInterval(pulse);
      redis.off('ready', makeUp);
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
