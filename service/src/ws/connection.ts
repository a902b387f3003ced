import type { WebSocket } from 'ws';
import type { Principal } from '../http/principal.ts';

const HEARTBEAT_MS = 30_000;

export interface ConnectionOptions {
  /** null = no key: such a connection may only ping. */
  principal: Principal | null;
}

type Message = { type?: unknown };

function parse(data: string): Message | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** What one message is answered with. */
export function answer(data: string, { principal }: ConnectionOptions): object {
  const message = parse(data);
  if (!message) return { type: 'error', code: 'INVALID_REQUEST', message: 'A message is a JSON object' };
  if (message.type === 'ping') return { type: 'pong', timestamp: new Date().toISOString() };
  if (!principal) {
    return { type: 'error', code: 'UNAUTHENTICATED', message: 'Without an API key only ping is answered' };
  }
  return { type: 'error', code: 'INVALID_REQUEST', message: 'type must be one of: ping' };
}

/** Serves one connection until it closes; a peer that misses two heartbeats in a row is let go. */
export function serveConnection(socket: WebSocket, options: ConnectionOptions): void {
  let alive = true;
  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, HEARTBEAT_MS);
  heartbeat.unref();
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('message', (data, binary) => {
    alive = true;
    const text = binary ? '' : data.toString();
    socket.send(JSON.stringify(answer(text, options)));
  });
  socket.on('close', () => clearInterval(heartbeat));
}
