import { type Ask, type Finding, finding } from './finding.ts';

/**
 * What the kernel must allow so that a burst of connections can wait to be accepted, in the pod's own network
 * namespace. The service asks for 1024; the kernel grants at most its own figure.
 */
const LEAST: Record<string, number> = { 'net.core.somaxconn': 1024, 'net.ipv4.tcp_max_syn_backlog': 1024 };

const READ = `for (const name of process.argv.slice(1))
  console.log(require('node:fs').readFileSync('/proc/sys/' + name.replaceAll('.', '/'), 'utf8').trim());`;

/** Whether the nodes that run the API let connections wait; nothing where no pod of it runs. */
export async function nodeSettings(ask: Ask): Promise<Finding[]> {
  const names = Object.keys(LEAST);
  const { code, stdout } = await ask(['exec', 'deployment/mcp-api', '--', 'node', '-e', READ, ...names]);
  if (code !== 0) return [];
  const values = stdout.trim().split('\n').map(Number);
  return names.map((name, at) => {
    const least = LEAST[name] as number;
    const value = values[at] ?? 0;
    return finding(
      `${name} = ${value}`,
      value < least && `at least ${least}: sysctl -w ${name}=${least} on the nodes (docs/OPERATIONS.md)`,
    );
  });
}
