import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createKey, type KeyOptions } from './keys.ts';
import type { Scope } from './scope.ts';
import type { TestService } from './service.ts';

export const MODERN = '2026-07-28';

export interface Connection extends KeyOptions {
  /** Default 2026-07-28. */
  revision?: string;
  /** The project that the address names. */
  address?: string;
  /** Instead of a key of its own. */
  key?: string;
  fetch?: typeof fetch;
}

/** A client of the official SDK, with a key of its own; closed afterwards. */
export async function connect(
  scope: Scope,
  service: TestService,
  { revision = MODERN, address, key, fetch, ...options }: Connection = {},
): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1' },
    revision === MODERN
      ? { versionNegotiation: { mode: { pin: revision } } }
      : { versionNegotiation: { mode: 'legacy' }, supportedProtocolVersions: [revision] },
  );
  const headers = { authorization: `Bearer ${key ?? (await createKey(service, options))}` };
  const url = new URL(`${service.url}/mcp`);
  if (address !== undefined) url.searchParams.set('project', address);
  await client.connect(
    new StreamableHTTPClientTransport(url, { requestInit: { headers }, ...(fetch ? { fetch } : {}) }),
  );
  scope.after(() => client.close());
  return client;
}

/** Calls a tool. @throws Error with what it tells the model, where it fails */
export async function use(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: each tool has a shape of its own, which the client has checked
): Promise<any> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as { type: string; text: string }[];
  if (isError) throw new Error(first?.text);
  assert.deepEqual(JSON.parse(first?.text ?? ''), structuredContent);
  return structuredContent;
}
