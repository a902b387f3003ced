import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ended } from '../test/cluster/children.ts';
import { Failure } from '../test/cluster/failure.ts';
import { say } from '../test/cluster/progress.ts';
import { type RunResult, run } from '../test/cluster/run.ts';
import { pulumiCli } from './cli.ts';
import { projectFolder } from './project.ts';
import type { HistoryEntry } from './release/history.ts';
import type { Workspace } from './workspace.ts';

/** Pulumi on one stack. */
export class Pulumi {
  readonly workspace: Workspace;
  private readonly command: string;
  private readonly env: NodeJS.ProcessEnv;
  /** The state as it was last read; forgotten by everything that may change it. */
  private state: string | undefined;

  private constructor(workspace: Workspace, command: string, env: NodeJS.ProcessEnv) {
    this.workspace = workspace;
    this.command = command;
    this.env = env;
  }

  /** Finds the CLI and reads the stack's state; a stack that does not exist is made. */
  static async open(workspace: Workspace): Promise<Pulumi> {
    const cli = await pulumiCli();
    const pulumi = new Pulumi(workspace, cli.command, { ...process.env, ...workspace.env, ...cli.env });
    const read = await pulumi.read(['stack', 'export'], [1, 255]);
    if (read.code === 0) pulumi.state = read.stdout;
    else await pulumi.create();
    await pulumi.releaseDeadLock();
    return pulumi;
  }

  private async create(): Promise<void> {
    const { stack } = this.workspace;
    const created = await this.execute(['stack', 'select', stack, '--create'], [1, 255]);
    if (created.code !== 0)
      throw new Failure(`the state of stack ${stack} cannot be reached:\n${created.stderr.trim()}`);
  }

  /** Runs one command on the stack and returns what it printed. */
  run(args: string[], allow: number[] = []): Promise<RunResult> {
    this.state = undefined;
    return this.read(args, allow);
  }

  /** The same for a command that leaves the state as it is. */
  private read(args: string[], allow: number[] = []): Promise<RunResult> {
    return this.execute([...args, ...this.named], allow);
  }

  private execute(args: string[], allow: number[]): Promise<RunResult> {
    const { folder: cwd } = this.workspace;
    return run(this.command, [...args, '--non-interactive'], {
      cwd,
      env: this.env,
      allow,
      interruptible: true,
    });
  }

  /** Commands name the stack, so that which one is selected neither matters nor changes. */
  private get named(): string[] {
    return ['--stack', this.workspace.stack];
  }

  /** The stack's outputs; secret ones are masked. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.read(['stack', 'output', '--json'])).stdout) as Record<string, unknown>;
  }

  /** The stack's state as JSON, its secrets encrypted. */
  async exported(): Promise<string> {
    this.state ??= (await this.read(['stack', 'export'])).stdout;
    return this.state;
  }

  /** The last `count` runs on this stack, or all, newest first, without their settings' secrets. */
  async history(count?: number): Promise<HistoryEntry[]> {
    const page = count === undefined ? [] : ['--page', '1', '--page-size', String(count)];
    const { stdout } = await this.read(['stack', 'history', '--json', ...page]);
    return JSON.parse(stdout) as HistoryEntry[];
  }

  /** Number of resources in the stack's state. */
  async resourceCount(): Promise<number> {
    return (await this.resources()).length;
  }

  /** URNs of the resources that Pulumi refuses to replace or delete. */
  async protectedUrns(): Promise<string[]> {
    return (await this.resources()).filter(({ protect }) => protect).map(({ urn }) => urn);
  }

  private async resources(): Promise<StateResource[]> {
    const state = JSON.parse(await this.exported()) as { deployment?: { resources?: StateResource[] } };
    return state.deployment?.resources ?? [];
  }

  /** Runs a preview or a refresh and returns the engine's events as lines of JSON, secrets masked by Pulumi. */
  events(args: string[], env: NodeJS.ProcessEnv = {}): Promise<RunResult> {
    return run(this.command, [...args, ...this.configured, '--json', '--non-interactive'], {
      cwd: this.workspace.folder,
      env: { ...this.env, ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: 'true' },
      allow: [1, 255],
      interruptible: true,
    });
  }

  /**
   * Runs a long command; shows what happens to each resource, or everything with `verbose`.
   * @param env more variables for this command
   * @throws Failure with the command's diagnostics
   */
  async stream(
    args: string[],
    options: { verbose?: boolean; quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
  ): Promise<string> {
    this.state = undefined;
    const all = [...args, ...this.configured, '--non-interactive', '--color', 'never'];
    const child = spawn(this.command, all, {
      cwd: this.workspace.folder,
      env: { ...this.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A second SIGINT, such as one from the terminal, would make it drop what is under way.
      detached: true,
    });
    const lines: string[] = [];
    const take = (line: string) => {
      lines.push(line);
      if (options.verbose) say(line);
      else if (!options.quiet && isProgress(line)) say(`  ${line.trim().replace(/\s+/g, ' ')}`);
    };
    createInterface(child.stdout).on('line', take);
    createInterface(child.stderr).on('line', take);
    const { code, signal } = await ended(child, 'SIGINT');
    if (code !== 0)
      throw new Failure(
        `pulumi ${args[0]} ${signal ? `was ended by ${signal}` : 'failed'}:\n${diagnostics(lines)}`,
      );
    return lines.join('\n');
  }

  /** Stack and configuration file, as arguments. */
  private get configured(): string[] {
    const { configFile } = this.workspace;
    return [...this.named, ...(configFile ? ['--config-file', configFile] : [])];
  }

  /** Where the policies lie, as an argument. */
  get policies(): string[] {
    return ['--policy-pack', join(projectFolder, 'policies')];
  }

  /** A run that was killed leaves its lock behind. Only a lock of this machine whose process is gone is taken away. */
  private async releaseDeadLock(): Promise<void> {
    const { stateFolder, stack } = this.workspace;
    const folder = stateFolder && join(stateFolder, '.pulumi', 'locks', 'organization', 'mcp-system', stack);
    if (!folder || !existsSync(folder)) return;
    const locks = readdirSync(folder)
      // Beside each lock lies a file of attributes.
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Lock);
    if (locks.length === 0 || locks.some(isHeld)) return;
    say('  ! an earlier run was interrupted: taking its lock away');
    await this.run(['cancel', '--yes']);
  }
}

interface StateResource {
  urn: string;
  protect?: boolean;
}

interface Lock {
  pid: number;
  hostname: string;
}

/** A lock of another machine may be held; one of this machine is while its process is still a Pulumi. */
function isHeld({ pid, hostname: host }: Lock): boolean {
  if (host !== hostname()) return true;
  const name = `/proc/${pid}/comm`;
  return existsSync(name) && readFileSync(name, 'utf8').startsWith('pulumi');
}

/** One line per finished resource, and what went wrong. */
const isProgress = (line: string) =>
  /\b(created|updated|deleted|replaced|failed)\b.*(\(|s$|\*\*)/.test(line) ||
  /\berror:|\[mandatory\]/.test(line);

function diagnostics(lines: string[]): string {
  const start = lines.findIndex((line) => /^(Diagnostics|Policies|Policy Violations):/.test(line));
  return (start >= 0 ? lines.slice(start) : lines.slice(-20)).filter((line) => line.trim() !== '').join('\n');
}
