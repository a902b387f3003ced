import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { dataFolder } from './folder.ts';
import { pinned, pythonPrograms } from './install.ts';
import type { StartPeer } from './peer.ts';

interface Reply {
  id?: number;
  ready?: boolean;
  keys?: string[];
  error?: string;
}

/** mem0 without inference: texts as they are, vectors in an embedded Qdrant on disk. */
export const startMem0: StartPeer = async (scope, embeddings) => {
  const folder = await dataFolder(scope);
  const python = join(await pythonPrograms(), 'python');
  const child: ChildProcess = spawn(python, [join(import.meta.dirname, 'python/mem0_driver.py'), folder], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      HOME: folder,
      MEM0_DIR: folder,
      MEM0_TELEMETRY: 'False',
      EMBEDDINGS_URL: embeddings.url,
      EMBEDDINGS_MODEL: embeddings.model,
      EMBEDDINGS_DIMENSION: String(embeddings.dimension),
    },
  });
  scope.after(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let next = 1;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`mem0 ended with ${code}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const reply = JSON.parse(line) as Reply;
      if (reply.ready) resolve();
      else if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    });
  });
  const ask = async (request: object): Promise<Reply> => {
    const id = next++;
    const answered = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    child.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    const reply = await answered;
    waiting.delete(id);
    if (reply.error) throw new Error(`mem0: ${reply.error}`);
    return reply;
  };
  return {
    name: `mem0 ${await pinned('mem0ai')}, infer=False`,
    how: 'library in one process',
    store: async ({ key, text }) => void (await ask({ store: text, key })),
    settled: async () => undefined,
    search: async (query, limit) => (await ask({ search: query, limit })).keys ?? [],
  };
};
