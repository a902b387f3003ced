import { eventually } from '../../service/support/http.ts';
import { serveIn } from './inside.ts';
import { createOutside, outsideNetwork, removeOutside } from './outside.ts';

/** A request or a mail that reached the machine outside. */
export interface Received {
  port: number;
  /** Path of a request, addresses of a mail. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Receivers {
  /** Waits until something that fits has come. */
  find(port: number, fits: (received: Received) => boolean, milliseconds: number): Promise<Received>;
  /** Takes the machine outside away. */
  stop(): Promise<void>;
}

/** Puts a machine outside the cluster and lets it take whatever the stack sends. */
export async function startReceivers(): Promise<Receivers> {
  await createOutside();
  const all: Received[] = [];
  const { stop } = await serveIn(outsideNetwork, 'receive.ts', [], (line) => all.push(JSON.parse(line)));
  return {
    find: (port, fits, milliseconds) =>
      eventually(
        async () => all.find((received) => received.port === port && fits(received)),
        milliseconds,
      ).catch((error: Error) => {
        const seen = all.map((one) => `${one.port} ${one.path}: ${one.body.slice(0, 200)}`);
        throw new Error(`${error.message} on port ${port}; all that came:\n${seen.join('\n')}`);
      }),
    async stop() {
      await stop();
      await removeOutside();
    },
  };
}
