import type { WebSocket } from 'ws';
import { AppError } from '../errors.ts';
import type { Principal } from '../http/principal.ts';
import { type ClientMessage, parseMessage } from './messages.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { mayHear } from './topics.ts';

const HEARTBEAT_MS = 30_000;
export const POLICY_VIOLATION = 1008;

export interface ConnectionOptions {
  /** null = no key yet: such a connection may only ping and authenticate. */
  principal: Principal | null;
  /** @throws AppError UNAUTHENTICATED, RATE_LIMITED, STORE_UNAVAILABLE */
  verify(raw: string): Promise<Principal>;
  /** Called when a connection without a key has given one. */
  onAuthenticated(): void;
}

/** One client. */
export interface Connection {
  principal: Principal | null;
  subscriptions: Subscriptions;
  out: Outgoing;
}

const problem = (code: string, message: string) => ({ type: 'error', code, message });

function subscribe(
  { principal, subscriptions }: Connection,
  topics: readonly string[],
  asked?: string,
): object {
  if (!principal)
    return problem('UNAUTHENTICATED', 'Without an API key only ping is answered; send auth first');
  const project = asked ?? principal.project;
  for (const topic of topics as ('memory' | 'job' | 'health')[]) {
    if (topic !== 'health' && !principal.scopes.has('read'))
      return problem('FORBIDDEN', 'This key has no read scope');
    if (project !== null && !mayHear(principal, { topic, project })) {
      return problem('FORBIDDEN', `This key is bound to another project than ${project}`);
    }
    const added = subscriptions.add({ topic, project: topic === 'health' ? null : project });
    if (!added)
      return problem('INVALID_REQUEST', 'Too many projects; subscribe without a project to hear all');
  }
  return { type: 'subscribed', subscriptions: subscriptions.list() };
}

async function authenticate(
  connection: Connection,
  key: string,
  options: ConnectionOptions,
): Promise<object> {
  if (connection.principal) return problem('INVALID_REQUEST', 'This connection has a key already');
  connection.principal = await options.verify(key);
  options.onAuthenticated();
  const { scopes, project } = connection.principal;
  return { type: 'authenticated', scopes: [...scopes], project };
}

async function answer(
  connection: Connection,
  message: ClientMessage,
  options: ConnectionOptions,
): Promise<object> {
  switch (message.type) {
    case 'ping':
      return { type: 'pong', timestamp: new Date().toISOString() };
    case 'auth':
      return authenticate(connection, message.key, options);
    case 'subscribe':
      return subscribe(connection, message.topics, message.project);
    case 'unsubscribe': {
      const { subscriptions } = connection;
      for (const topic of message.topics ?? [undefined]) subscriptions.remove(topic, message.project);
      return { type: 'unsubscribed', subscriptions: subscriptions.list() };
    }
  }
}

/** Serves one connection until it closes; a peer that misses two heartbeats in a row is let go. */
export function serveConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  const out = createOutgoing(socket);
  const connection: Connection = { principal: options.principal, subscriptions: createSubscriptions(), out };
  let alive = true;
  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const handle = async (text: string) => {
    const parsed = parseMessage(text);
    if ('problem' in parsed) return void out.send(problem('INVALID_REQUEST', parsed.problem));
    try {
      out.send(await answer(connection, parsed.message, options));
    } catch (error) {
      const { code, publicMessage } =
        error instanceof AppError ? error : new AppError('INTERNAL', { cause: error });
      out.send(problem(code, publicMessage));
      if (code === 'UNAUTHENTICATED') out.close(POLICY_VIOLATION, 'the API key is not valid');
    }
  };
  // One after the other, and no more are read meanwhile.
  let last = Promise.resolve();
  let waiting = 0;
  socket.on('message', (data, binary) => {
    alive = true;
    waiting += 1;
    socket.pause();
    last = last
      .then(() => handle(binary ? '' : data.toString()))
      .finally(() => {
        waiting -= 1;
        if (waiting === 0) socket.resume();
      });
  });
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => clearInterval(heartbeat));
  return connection;
}
