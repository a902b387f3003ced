import { step } from '../test/cluster/progress.ts';
import { run } from '../test/cluster/run.ts';
import { projectFolder } from './project.ts';

/** Bundles the service into service/dist, which the image is made of. */
export async function buildService(): Promise<void> {
  await step('bundle the service', 3, () =>
    run('npm', ['run', '--silent', 'build', '--workspace', 'service'], { cwd: projectFolder }),
  );
}
