import { deepFreeze } from '../config/load.ts';
import type { LocalCache } from './local.ts';
import { createProspects } from './prospects.ts';
import { NOTHING, type RemoteCache } from './shared.ts';

export type Level = 'l1' | 'l2';

export interface LayeredOptions<T extends object> {
  local: LocalCache<T>;
  remote: RemoteCache;
  /** Whether what other replicas do is heard; only then is L1 believed. */
  hearing(): boolean;
  /** How long an answer may be kept in L2, in milliseconds. */
  ttlMs(): number;
  /** How long this answer is right, in milliseconds; 0 = it is not kept. */
  lifetimeMs(value: T): number;
  /** Called for each look into a level. */
  onLook(level: Level, hit: boolean): void;
}

/** Answers kept in the process and in Redis. The same answer is made once, however many ask at a time. */
export interface LayeredCache<T extends object> {
  /** @returns what `make` gives or gave; frozen, because it is shared. null is not kept. */
  get(scope: string, key: string, make: () => Promise<T | null>): Promise<T | null>;
  /** Forgets one answer in this process. */
  drop(scope: string, key: string): void;
  /** Forgets a scope in this process. */
  dropAll(scope: string): void;
  /** Forgets a scope in L2, for all replicas. */
  expire(scope: string): void;
  clearLocal(): void;
}

const BYTES_PER_CHARACTER = 2;

/** An answer that is being made. */
interface Flight<T> {
  answer: Promise<T | null>;
}

export function createLayeredCache<T extends object>(options: LayeredOptions<T>): LayeredCache<T> {
  const { local, remote, hearing, ttlMs, lifetimeMs, onLook } = options;
  const flights = new Map<string, Flight<T>>();
  const prospects = createProspects();

  const look = async (scope: string, key: string) => {
    if (!prospects.look()) return NOTHING;
    const found = await remote.find(scope, key);
    const hit = found.json !== null;
    prospects.found(hit);
    onLook('l2', hit);
    return found;
  };

  const find = async (
    scope: string,
    key: string,
    place: string,
    make: () => Promise<T | null>,
    own: object,
  ) => {
    // What was dropped while it was made may be old already.
    const dropped = () => flights.get(place) !== own;
    const found = await look(scope, key);
    if (found.json !== null && !dropped()) {
      const value = deepFreeze(JSON.parse(found.json) as T);
      const lifetime = lifetimeMs(value);
      if (lifetime > 0) {
        local.set(place, value, found.json.length * BYTES_PER_CHARACTER, lifetime);
        return value;
      }
    }
    const value = await make();
    const lifetime = value === null ? 0 : lifetimeMs(value);
    if (value === null || lifetime <= 0) return value;
    const json = JSON.stringify(deepFreeze(value));
    if (!dropped()) local.set(place, value, json.length * BYTES_PER_CHARACTER, lifetime);
    if (found.place) remote.set(found.place, json, Math.min(lifetime, ttlMs()));
    return value;
  };

  return {
    async get(scope, key, make) {
      const place = local.place(scope, key);
      const known = hearing() ? local.get(place) : undefined;
      onLook('l1', known !== undefined);
      if (known) {
        prospects.found(true);
        return known;
      }
      const joined = flights.get(place);
      if (joined) return joined.answer;
      const flight = {} as Flight<T>;
      flights.set(place, flight);
      flight.answer = find(scope, key, place, make, flight).finally(() => {
        if (flights.get(place) === flight) flights.delete(place);
      });
      return flight.answer;
    },
    drop(scope, key) {
      const place = local.place(scope, key);
      flights.delete(place);
      local.delete(place);
    },
    dropAll: local.forget,
    expire: remote.expire,
    clearLocal() {
      flights.clear();
      local.clear();
    },
  };
}
