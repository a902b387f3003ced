import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentKey } from '../test/cluster/images/builder/hash.ts';
import { inCache } from '../test/cluster/paths.ts';
import { step } from '../test/cluster/progress.ts';
import { run } from '../test/cluster/run.ts';
import { projectFolder } from './project.ts';

const service = join(projectFolder, 'service');
/** What the bundle is made of. */
const FOLDERS = ['src', 'web', 'migrations'];
const FILES = ['service/build.ts', 'service/config.yaml', 'service/package.json', 'package-lock.json'];

/** Which bundle this checkout holds: outside of it, since everything beside the bundle is sent to image builds. */
const record = inCache('bundles', createHash('sha256').update(projectFolder).digest('hex').slice(0, 16));

/** Bundles the service into service/dist, which the image is made of. Nothing where that was made of the same sources. */
export async function buildService(): Promise<void> {
  const sources = await sourcesKey();
  const known = await readFile(record, 'utf8').catch(() => '');
  if (known !== '' && known === `${sources} ${await builtAt()}`) return;
  await step('bundle the service', 3, () => run(process.execPath, ['build.ts'], { cwd: service }));
  await mkdir(inCache('bundles'), { recursive: true });
  await writeFile(record, `${sources} ${await builtAt()}`);
}

async function sourcesKey(): Promise<string> {
  const hash = createHash('sha256').update(await contentKey(FOLDERS.map((name) => join(service, name))));
  for (const name of FILES) hash.update(await readFile(join(projectFolder, name)));
  return hash.digest('hex');
}

/** When the bundle was made, by whomever; undefined where there is none. */
const builtAt = async () => (await stat(join(service, 'dist/server.js')).catch(() => undefined))?.mtimeMs;
