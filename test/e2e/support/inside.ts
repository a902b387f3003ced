import { kubectl, pods } from './pods.ts';

const SCRIPT = `
const key = require('node:fs').readFileSync('/etc/mcp/secrets/api-key-1', 'utf8').trim();
fetch('http://127.0.0.1:8000' + process.argv[1], { headers: { authorization: 'Bearer ' + key } })
  .then(async (response) => console.log(JSON.stringify({ status: response.status, text: await response.text() })));`;

/** What the API answers within its own pod, where no Service stands in between. */
export async function askInside(path: string): Promise<{ status: number; text: string }> {
  const api = (await pods()).find(({ metadata }) => metadata.labels['app.kubernetes.io/name'] === 'mcp-api');
  const { stdout } = await kubectl([
    'exec',
    api?.metadata.name ?? 'mcp-api',
    '--',
    'node',
    '-e',
    SCRIPT,
    path,
  ]);
  return JSON.parse(stdout);
}
