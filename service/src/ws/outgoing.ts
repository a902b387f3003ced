import type { WebSocket } from 'ws';

/** What may wait in this process for a client that reads slowly. */
const MAX_WAITING_BYTES = 1_048_576;
/** A client that has not caught up by then is let go. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 200;
/** A client that does not read does not read the end either. */
const CLOSE_MS = 2000;

export const TRY_AGAIN_LATER = 1013;

/** The way out to one client, bounded: what does not fit is dropped, and the client is told how much. */
export interface Outgoing {
  /** @returns whether it was sent; false: dropped, because the client is behind */
  send(message: object | string): boolean;
  /** Ends the connection, with or without the client's help. */
  close(code: number, reason: string): void;
  lagging(): boolean;
}

export function createOutgoing(socket: WebSocket): Outgoing {
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  socket.once('close', () => clearInterval(timer));

  const close = (code: number, reason: string) => {
    clearInterval(timer);
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSE_MS).unref();
  };
  const fallBehind = () => {
    const since = performance.now();
    timer = setInterval(() => {
      if (socket.bufferedAmount < MAX_WAITING_BYTES / 2) {
        clearInterval(timer);
        socket.send(JSON.stringify({ type: 'lagging', dropped }));
        dropped = 0;
      } else if (performance.now() - since > PATIENCE_MS) {
        close(TRY_AGAIN_LATER, 'the client reads too slowly');
      }
    }, LOOK_EVERY_MS);
  };
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return false;
      // Once something is dropped, all is until the client has been told: its events stay in order.
      if (dropped > 0 || socket.bufferedAmount > MAX_WAITING_BYTES) {
        dropped += 1;
        if (dropped === 1) fallBehind();
        return false;
      }
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
      return true;
    },
    close,
    lagging: () => dropped > 0,
  };
}
