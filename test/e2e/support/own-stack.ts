import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { projectFolder, SETTINGS_KEY } from '../../../deploy/project.ts';
import { readStackFile } from '../../../deploy/stack-file.ts';
import type { Status } from '../../../deploy/status.ts';
import { merge, type Tree } from '../../../stacks/merge.ts';
import { kubeconfigFile } from '../../cluster/paths.ts';
import { type RunResult, run } from '../../cluster/run.ts';
import { call } from '../../service/support/http.ts';
import type { Pod } from './pods.ts';

/** A stack of one test, whose configuration is `test/e2e/Pulumi.<name>.yaml` and what the test adds to it. */
export class OwnStack {
  readonly name: string;
  readonly namespace: string;
  /** What its configuration says. */
  settings: Tree = {};
  private file: string;

  constructor(name: string) {
    this.name = name;
    this.namespace = `mcp-${name}`;
    this.file = join(projectFolder, `test/e2e/Pulumi.${name}.yaml`);
  }

  /** Writes the configuration that all commands use. */
  async configure(additions: Tree): Promise<void> {
    const { content, overrides } = await readStackFile(this.name, this.file);
    this.settings = merge(overrides, additions);
    const folder = await mkdtemp(join(tmpdir(), `mcp-${this.name}-`));
    this.file = join(folder, `Pulumi.${this.name}.yaml`);
    await writeFile(this.file, dump({ ...content, config: { [SETTINGS_KEY]: this.settings } }));
  }

  /** Runs ./deploy.sh on the stack. */
  deploy(command: string, args: string[] = [], allow: number[] = []): Promise<RunResult> {
    const own = [command, this.name, '--config-file', this.file];
    return run(join(projectFolder, 'deploy.sh'), [...own, ...args], { allow });
  }

  async status(): Promise<Status> {
    return JSON.parse((await this.deploy('status', ['--json'])).stdout) as Status;
  }

  kubectl(args: string[], options: { allow?: number[]; input?: string } = {}): Promise<RunResult> {
    const where = ['--kubeconfig', kubeconfigFile, '--namespace', this.namespace];
    return run('kubectl', [...where, ...args], options);
  }

  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds
  async get(...what: string[]): Promise<any> {
    return JSON.parse((await this.kubectl(['get', ...what, '--output', 'json'])).stdout);
  }

  /** The pods that are meant to stay, of one component or all. */
  async pods(component?: string): Promise<Pod[]> {
    const { items } = (await this.get('pods')) as { items: Pod[] };
    return items.filter(
      ({ metadata: { labels, deletionTimestamp } }) =>
        !labels['batch.kubernetes.io/job-name'] &&
        !deletionTimestamp &&
        (!component || labels['app.kubernetes.io/name'] === component),
    );
  }

  /** A function that asks the API on this machine's loopback with the stack's first key. */
  async client(): Promise<(path: string, body?: unknown) => ReturnType<typeof call>> {
    const { urls, apiKeyCommand } = await this.status();
    const key = (await run('sh', ['-c', apiKeyCommand])).stdout.trim();
    return (path, body) => call(`${urls.local}${path}`, body === undefined ? { key } : { key, body });
  }

  /** Values of an instant query to the stack's Prometheus, by the labels of each. */
  async prometheus(query: string): Promise<{ metric: Record<string, string>; value: number }[]> {
    const url = `http://localhost:9090/api/v1/query?query=${encodeURIComponent(query)}`;
    const { stdout } = await this.kubectl(['exec', 'prometheus-0', '--', 'wget', '-qO-', url]);
    const { data } = JSON.parse(stdout) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  }
}
