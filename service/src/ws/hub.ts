import type { Announced, EventBus } from '../events/bus.ts';
import type { KeyRepository } from '../keys/repository.ts';
import type { Log } from '../ports.ts';
import { type Connection, POLICY_VIOLATION } from './connection.ts';
import { TRY_AGAIN_LATER } from './outgoing.ts';
import { mayHear, subjectOf } from './topics.ts';

/** How often the keys of the open connections are looked up again. */
const CHECK_KEYS_MS = 2000;
/** A connection whose key could not be looked up for longer is closed. */
const UNCHECKED_MS = 60_000;

export interface HubDependencies {
  events: Pick<EventBus, 'on'>;
  keys: Pick<KeyRepository, 'working'>;
  log: Log;
}

/** Every open connection of this process, whichever port it came in by. */
export interface Hub {
  /** Lets a connection hear what it subscribes to. @returns what ends that */
  add(connection: Connection): () => void;
  /** Connections that are behind. */
  lagging(): number;
  close(): void;
}

/** Hands events to those who subscribed, and closes a connection within two seconds after its key stopped working. */
export function createHub({ events, keys, log }: HubDependencies): Hub {
  const connections = new Set<Connection>();
  let checkedAt = performance.now();

  const deliver = (event: Announced) => {
    const subject = subjectOf(event);
    if (!subject) return;
    let text: string | undefined;
    for (const { principal, subscriptions, out } of connections) {
      if (!principal || !subscriptions.wants(subject) || !mayHear(principal, subject)) continue;
      text ??= JSON.stringify({ type: 'event', topic: subject.topic, event });
      out.send(text);
    }
  };
  const tellOfGap = ({ at }: Announced) => {
    for (const { subscriptions, out } of connections) {
      if (subscriptions.list().length > 0) out.send({ type: 'gap', at });
    }
  };
  const closeWhere = (which: (keyId: string) => boolean, code: number, reason: string) => {
    for (const { principal, out } of connections) {
      if (principal && which(principal.keyId)) out.close(code, reason);
    }
  };
  const checkKeys = async () => {
    const ids = new Set([...connections].flatMap(({ principal }) => principal?.keyId ?? []));
    try {
      const working = ids.size > 0 ? await keys.working([...ids]) : ids;
      checkedAt = performance.now();
      closeWhere(
        (id) => ids.has(id) && !working.has(id),
        POLICY_VIOLATION,
        'the API key does not work any more',
      );
    } catch (err) {
      log.debug({ err }, 'the keys of the open connections could not be looked up');
      if (performance.now() - checkedAt < UNCHECKED_MS) return;
      closeWhere(() => true, TRY_AGAIN_LATER, 'the API key cannot be looked up');
    }
  };
  const unsubscribe = events.on((event) => {
    deliver(event);
    if (event.type === 'bus.resumed') tellOfGap(event);
    if (event.type === 'key.changed' || event.type === 'bus.resumed') void checkKeys();
  });
  const timer = setInterval(checkKeys, CHECK_KEYS_MS);
  timer.unref();

  return {
    add(connection) {
      connections.add(connection);
      return () => connections.delete(connection);
    },
    lagging: () => [...connections].filter(({ out }) => out.lagging()).length,
    close() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
