import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../test/cluster/failure.ts';
import { binFolder } from '../test/cluster/paths.ts';
import { type RunOptions, type RunResult, run, which } from '../test/cluster/run.ts';
import { settingsOf } from './stack-file.ts';
import type { Workspace } from './workspace.ts';

/** kubectl on the cluster and in the namespace of one stack. */
export class Kubectl {
  readonly namespace: string;
  readonly command: string;
  readonly prefix: string[];

  private constructor(command: string[], workspace: Workspace) {
    this.namespace = settingsOf(workspace.stack, workspace.overrides).cluster.namespace;
    this.command = command[0] as string;
    const kubeconfig = workspace.kubeconfig ? ['--kubeconfig', workspace.kubeconfig] : [];
    this.prefix = [...command.slice(1), ...kubeconfig, '--context', workspace.context];
  }

  /** @throws Failure where there is no kubectl */
  static async open(workspace: Workspace): Promise<Kubectl> {
    const own = await which('kubectl');
    const built = join(binFolder, 'kubernetes');
    if (!own && !existsSync(built)) throw new Failure('kubectl is missing: install it');
    return new Kubectl(own ? [own] : [built, 'kubectl'], workspace);
  }

  /** Runs kubectl in the stack's namespace. */
  run(args: string[], options: RunOptions = {}): Promise<RunResult> {
    return run(this.command, [...this.prefix, '--namespace', this.namespace, ...args], options);
  }

  async json<T>(args: string[]): Promise<T> {
    return JSON.parse((await this.run([...args, '-o', 'json'])).stdout) as T;
  }
}
