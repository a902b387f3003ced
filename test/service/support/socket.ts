import { once } from 'node:events';
import WebSocket from 'ws';
import { eventually } from './http.ts';

/** A WebSocket client that keeps all it hears. */
export interface Client {
  socket: WebSocket;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
  heard: any[];
  say(message: unknown): void;
  /** Says something and gives the next message of this type, or an error. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  ask(message: unknown, type: string): Promise<any>;
  /** Waits for a message. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  hear(matches: (message: any) => boolean): Promise<any>;
  /** The code and reason it is closed with. */
  closed: Promise<{ code: number; reason: string }>;
}

/** Opens `url`/ws, with a key where one is given. */
export async function connect(url: string, key?: string): Promise<Client> {
  const socket = new WebSocket(`${url}/ws`, { headers: key ? { authorization: `Bearer ${key}` } : {} });
  const heard: Client['heard'] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, 'open');
  const hear: Client['hear'] = (matches) => eventually(async () => heard.find(matches));
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  return {
    socket,
    heard,
    closed,
    say,
    hear,
    ask(message, type) {
      const from = heard.length;
      say(message);
      return eventually(async () =>
        heard.slice(from).find((given) => given.type === type || given.type === 'error'),
      );
    },
  };
}
