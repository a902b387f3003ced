import { useEffect, useState } from 'preact/hooks';
import { session } from './session.ts';

const KEPT = 50;
const RETRY_MS = 3000;

export interface LiveEvent {
  type: string;
  at: string;
  project?: string | null;
  id?: string;
  name?: string;
  tier?: string | null;
  done?: number;
  total?: number | null;
}

interface Message {
  type: string;
  event?: LiveEvent;
}

/** What happens on every replica as it happens, newest first. */
export function useEvents(): { events: LiveEvent[]; connected: boolean } {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let open = true;
    const connect = () => {
      socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
      const send = (message: object) => socket?.send(JSON.stringify(message));
      socket.onopen = () => {
        // A browser cannot set headers here, and an address would end up in logs.
        send({ type: 'auth', key: session.get() });
        send({ type: 'subscribe', topics: ['memory', 'job', 'health'] });
      };
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data as string) as Message;
        if (message.type === 'subscribed') setConnected(true);
        const { event } = message;
        if (event) setEvents((before) => [event, ...before].slice(0, KEPT));
      };
      socket.onclose = () => {
        setConnected(false);
        if (open) timer = setTimeout(connect, RETRY_MS);
      };
    };
    connect();
    return () => {
      open = false;
      clearTimeout(timer);
      socket?.close();
    };
  }, []);
  return { events, connected };
}
