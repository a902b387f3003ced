import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { dataFolder } from './folder.ts';
import { serverMemoryProgram, serverMemoryVersion } from './install.ts';
import type { StartPeer } from './peer.ts';

interface Graph {
  entities: { name: string }[];
}

/** The official memory server: a graph in one file, searched by substring. A memory is an entity with one observation. */
export const startServerMemory: StartPeer = async (scope) => {
  const folder = await dataFolder(scope);
  const client = new Client({ name: 'peers', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [await serverMemoryProgram()],
      env: { MEMORY_FILE_PATH: join(folder, 'memory.jsonl') },
      stderr: 'ignore',
    }),
  );
  scope.after(() => client.close());
  return {
    name: `server-memory ${serverMemoryVersion}`,
    how: 'MCP over stdio, one file, no vectors',
    store: async ({ key, text }) => {
      await client.callTool({
        name: 'create_entities',
        arguments: { entities: [{ name: key, entityType: 'memory', observations: [text] }] },
      });
    },
    settled: async () => undefined,
    search: async (query, limit) => {
      const { structuredContent } = await client.callTool({ name: 'search_nodes', arguments: { query } });
      return (structuredContent as unknown as Graph).entities.slice(0, limit).map(({ name }) => name);
    },
  };
};
