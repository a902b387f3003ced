import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pulumi } from '../pulumi.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { folderUrl, stackFilePath, writeProject } from '../workspace.ts';

interface Deployment {
  deployment: { resources?: { protect?: boolean }[]; pending_operations?: object[] };
}

/** Gives `work` the stack with a copy of its state in which nothing is protected. */
export async function withoutProtection<T>(pulumi: Pulumi, work: (copy: Pulumi) => Promise<T>): Promise<T> {
  const { workspace } = pulumi;
  const { stack } = workspace;
  const folder = await temporaryFolder('unprotected');
  // With the salt of its secrets, which the copy needs as well.
  await writeProject(folder, stack, await readFile(stackFilePath(workspace), 'utf8'));
  await mkdir(join(folder, 'state'));
  const state = join(folder, 'state.json');
  await writeFile(state, JSON.stringify(unprotected(await pulumi.exported())), { mode: 0o600 });
  const env = { ...workspace.env, PULUMI_BACKEND_URL: folderUrl(join(folder, 'state')) };
  const { configFile: _, stateFolder: __, ...rest } = workspace;
  const copy = await Pulumi.open({ ...rest, folder, env });
  await copy.run(['stack', 'import', '--file', state]);
  return work(copy);
}

function unprotected(state: string): Deployment {
  const content = JSON.parse(state) as Deployment;
  for (const resource of content.deployment.resources ?? []) resource.protect = false;
  return content;
}
