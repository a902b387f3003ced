import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { projectFolder, SETTINGS_KEY } from '../../../deploy/project.ts';
import { inCache } from '../../cluster/paths.ts';
import { type RunResult, run } from '../../cluster/run.ts';

const PACKAGES = ['node_modules', 'service/node_modules'];
const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];

/** A repository of one test, which begins with the working tree as it is. */
export class Repository {
  readonly folder: string;
  private readonly commits: string[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async ofWorkingTree(): Promise<Repository> {
    const repository = new Repository(await mkdtemp(join(tmpdir(), 'mcp-repository-')));
    const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: projectFolder,
    });
    const files = listed.stdout.split('\0').filter((name) => name && existsSync(join(projectFolder, name)));
    const copy = `tar -c --null --no-recursion -T - | tar -x -C "${repository.folder}"`;
    await run('sh', ['-c', copy], { cwd: projectFolder, input: files.join('\0') });
    for (const name of PACKAGES)
      if (existsSync(join(projectFolder, name)))
        await symlink(join(projectFolder, name), join(repository.folder, name));
    await repository.git('init', '--quiet');
    await writeFile(
      join(repository.folder, '.git/info/exclude'),
      PACKAGES.map((name) => `/${name}\n`).join(''),
    );
    return repository;
  }

  /** Commits everything. @returns the commit */
  async commit(): Promise<string> {
    await this.git('add', '--all');
    await this.git(...AUTHOR, 'commit', '--quiet', '--message', 'a release');
    const commit = (await this.git('rev-parse', 'HEAD')).stdout.trim();
    this.commits.push(commit);
    return commit;
  }

  /** Changes one text in one file. */
  async change(file: string, before: string, after: string): Promise<void> {
    const path = join(this.folder, file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(before)) throw new Error(`${file} has no "${before}"`);
    await writeFile(path, text.replace(before, after));
  }

  /** Sets one setting in a stack's configuration. */
  async set(file: string, setting: string, value: unknown): Promise<void> {
    const path = join(this.folder, file);
    const document = parseDocument(await readFile(path, 'utf8'));
    document.setIn(['config', SETTINGS_KEY, ...setting.split('.')], value);
    await writeFile(path, document.toString());
  }

  /** Runs its own ./deploy.sh. */
  deploy(args: string[]): Promise<RunResult> {
    return run(join(this.folder, 'deploy.sh'), args);
  }

  async remove(): Promise<void> {
    for (const commit of this.commits)
      await rm(inCache('releases', commit), { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  private git(...args: string[]): Promise<RunResult> {
    return run('git', args, { cwd: this.folder });
  }
}
