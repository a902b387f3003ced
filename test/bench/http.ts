import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** One JSON request over a connection that stays open. @throws when the answer is not 2xx */
export function exchange(
  url: string,
  { method, body, key }: { method?: string; body?: unknown; key?: string } = {},
  // biome-ignore lint/suspicious/noExplicitAny: every address answers with a shape of its own
): Promise<any> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      ...(payload === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      ...(key ? { authorization: `Bearer ${key}` } : {}),
    };
    const call = request(
      url,
      { agent, method: method ?? (payload ? 'POST' : 'GET'), headers },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode && response.statusCode < 300) resolve(text ? JSON.parse(text) : undefined);
          else reject(new Error(`${url} answered ${response.statusCode}: ${text}`));
        });
      },
    );
    call.on('error', reject);
    call.end(payload);
  });
}

export const closeConnections = (): void => agent.destroy();
