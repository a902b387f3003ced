import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { exchange } from '../bench/http.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { eventually } from '../service/support/http.ts';
import { dataFolder } from './folder.ts';
import { pinned, pythonPrograms } from './install.ts';
import type { StartPeer } from './peer.ts';

const START_MS = 60_000;

interface Found {
  results: { memory: { content: string } }[];
}

/** mcp-memory-service over its REST interface, with its default storage, sqlite-vec. */
export const startMcpMemoryService: StartPeer = async (scope, embeddings) => {
  const folder = await dataFolder(scope);
  const [port = 0] = await freePorts(1);
  const child = spawn(
    join(await pythonPrograms(), 'memory'),
    ['server', '--http', '--http-port', `${port}`],
    {
      stdio: 'ignore',
      env: {
        HOME: folder,
        MCP_MEMORY_BASE_DIR: folder,
        MCP_MEMORY_SQLITE_PATH: join(folder, 'memories.db'),
        MCP_MEMORY_STORAGE_BACKEND: 'sqlite_vec',
        MCP_EXTERNAL_EMBEDDING_URL: `${embeddings.url}/embeddings`,
        MCP_EXTERNAL_EMBEDDING_MODEL: embeddings.model,
        MCP_ALLOW_ANONYMOUS_ACCESS: 'true',
        // It would refuse texts that are like others, and half of these are meant to be.
        MCP_SEMANTIC_DEDUP_ENABLED: 'false',
        // It would look for a scoring model to download, and for neighbours in the network.
        MCP_QUALITY_SYSTEM_ENABLED: 'false',
        MCP_MDNS_ENABLED: 'false',
        HF_HUB_OFFLINE: '1',
      },
    },
  );
  scope.after(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const url = `http://127.0.0.1:${port}/api`;
  // Not by tags: it writes them in small letters, and adds some of its own.
  const keys = new Map<string, string>();
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`mcp-memory-service ended with ${child.exitCode}`);
    return exchange(`${url}/health`).catch(() => undefined);
  }, START_MS);
  return {
    name: `mcp-memory-service ${await pinned('mcp-memory-service')}`,
    how: 'REST, one process, SQLite',
    store: async ({ key, text }) => {
      const answer = await exchange(`${url}/memories`, { body: { content: text } });
      if (!answer.success) throw new Error(`mcp-memory-service: ${answer.message}`);
      keys.set(text, key);
    },
    settled: async () => undefined,
    search: async (query, limit) => {
      const { results }: Found = await exchange(`${url}/search`, { body: { query, n_results: limit } });
      return results.map(({ memory }) => keys.get(memory.content) ?? '');
    },
  };
};
