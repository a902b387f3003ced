import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { TOOLS } from '../../service/src/mcp/tools/index.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/CLIENTS.md'), 'utf8');
const service = await startService({ after });
const key = await createKey(service, { project: 'atlas' });
const folder = mkdtempSync(join(tmpdir(), 'mcp-clients-'));
after(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'key');
writeFileSync(keyFile, key);

/** What stands on the page, with this machine's places. */
const here = (text: string) =>
  text
    .replaceAll('https://memory.example.com', service.url)
    .replaceAll('/opt/mcp-system/bridge.js', join(root, 'service/src/bridge.ts'))
    .replaceAll('/home/kim/.mcp-key', keyFile)
    .replaceAll(/\$\{(?:env:)?MCP_SYSTEM_API_KEY\}|\$\{input:memory-key\}|\$MCP_SYSTEM_API_KEY|sk-…/g, key);

interface Server {
  type?: string;
  url?: string;
  serverUrl?: string;
  httpUrl?: string;
  headers?: Record<string, string>;
  command?: string;
  args?: string[];
  env?: Record<string, string>;
}

function transportOf({ url, serverUrl, httpUrl, headers = {}, command, args = [], env = {} }: Server) {
  const address = url ?? serverUrl ?? httpUrl;
  if (address) return new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } });
  assert.equal(command, 'node');
  return new StdioClientTransport({
    command: process.execPath,
    args,
    env: { PATH: process.env.PATH ?? '', ...env },
    stderr: 'pipe',
  });
}

async function works(server: Server): Promise<void> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transportOf(server));
  try {
    assert.equal((await client.listTools()).tools.length, TOOLS.length);
    const { isError } = await client.callTool({ name: 'memory_list', arguments: {} });
    assert.notEqual(isError, true);
  } finally {
    await client.close();
  }
}

const title = (section: string) => section.split('\n', 1)[0];
const sections = page.split(/^## /m).slice(1);
const blocks = (section: string, language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) =>
    here(text),
  );

for (const section of sections) {
  for (const json of blocks(section, 'json')) {
    test(`${title(section)}: the configuration works as it stands`, async () => {
      const { mcpServers, servers } = JSON.parse(json) as Record<string, Record<string, Server>>;
      const [server] = Object.values(mcpServers ?? servers ?? {});
      assert.ok(server);
      await works(server);
    });
  }
  for (const toml of blocks(section, 'toml')) {
    test(`${title(section)}: the configuration works as it stands`, async () => {
      const value = (name: string) => new RegExp(`^${name} = "(.+)"$`, 'm').exec(toml)?.[1];
      assert.equal(value('bearer_token_env_var'), 'MCP_SYSTEM_API_KEY');
      await works({ url: value('url') ?? '', headers: { authorization: `Bearer ${key}` } });
    });
  }
}

test('the page names every tool', () => {
  for (const { name } of TOOLS) assert.ok(page.includes(`\`${name}\``), name);
});
