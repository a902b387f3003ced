import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Scope } from './scope.ts';

export interface Cable {
  port: number;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Lets nothing through any more, but keeps connections open. */
  freeze(): void;
  mend(): void;
}

/** A cable to a real store that a test can cut, freeze and mend. */
export async function cable(scope: Scope, host: string, port: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let state: 'whole' | 'cut' | 'frozen' = 'whole';
  const server = createServer((client) => {
    if (state === 'cut') return client.destroy();
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
    if (state === 'frozen') client.unpipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    state = 'cut';
    for (const socket of sockets) socket.destroy();
  };
  scope.after(() => {
    cut();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    freeze() {
      state = 'frozen';
      for (const socket of sockets) socket.unpipe();
    },
    mend() {
      state = 'whole';
      for (const socket of sockets) socket.destroy();
    },
  };
}
