import { spawn } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pulumiCli } from '../../deploy/cli.ts';
import type { Workspace } from '../../deploy/workspace.ts';
import { until } from '../cluster/node/daemon.ts';

/** Files that a run writes before it is killed: it is then in the midst of its work. */
const ENOUGH = 5;

/** Names of the locks that a backend holds for a stack. */
export function locks(folder: string, stack: string): string[] {
  const place = join(folder, '.pulumi/locks/organization/mcp-system', stack);
  return existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.json')) : [];
}

/** The text of a file below /proc, which is gone as soon as its process is. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether the program that renders to a folder still runs: Pulumi starts it in a process group of its own. */
const programRuns = (rendered: string): boolean =>
  globSync('/proc/[0-9]*').some(
    (process) =>
      textOf(join(process, 'cmdline')).includes('pulumi/cmd/run') &&
      textOf(join(process, 'environ')).includes(`MCP_RENDER_DIR=${rendered}\0`),
  );

/** Starts an `up` that makes files in `rendered` and kills it in the midst of its work; what it started ends by itself. */
export async function killedUp(workspace: Workspace, rendered: string): Promise<number> {
  const cli = await pulumiCli();
  const child = spawn(
    cli.command,
    ['up', '--yes', '--skip-preview', '--non-interactive', '--stack', workspace.stack],
    {
      cwd: workspace.folder,
      env: { ...process.env, ...workspace.env, ...cli.env },
      stdio: 'ignore',
      detached: true,
    },
  );
  const ended = new Promise<void>((resolve) => child.on('close', resolve));
  const pid = child.pid as number;
  const written = () => readdirSync(rendered, { recursive: true }).length;
  try {
    await until('a run in the midst of its work', 120_000, async () => written() >= ENOUGH);
  } finally {
    process.kill(-pid, 'SIGKILL');
    await ended;
  }
  await until('the end of the program', 120_000, async () => !programRuns(rendered));
  return pid;
}
