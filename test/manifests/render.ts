import { globSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { run } from '../cluster/run.ts';
import type { Rendered } from './finding.ts';

/** The manifests of a stack as ./deploy.sh renders them, in a folder below `into`. */
export async function render(stack: string, into: string): Promise<Rendered> {
  const folder = join(into, stack);
  await run(join(projectFolder, 'deploy.sh'), ['render', stack, '--out', folder]);
  return { stack, files: globSync(join(folder, '**/*.yaml')).sort() };
}
