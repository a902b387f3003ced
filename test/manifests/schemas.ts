import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterSource, inCache } from '../cluster/paths.ts';
import { step } from '../cluster/progress.ts';
import { run } from '../cluster/run.ts';
import { dropBuildCaches } from '../cluster/toolchain/build.ts';
import { goCommand, goEnvironment } from '../cluster/toolchain/go.ts';
import { versions } from '../cluster/toolchain/programs.ts';
import { type OpenApi, schemasByKind } from './openapi-schemas.ts';

const MODULE = 'k8s.io/kubernetes';

/** The folder with a JSON schema for every kind of Kubernetes, made of its published OpenAPI document. */
export async function schemasFolder(): Promise<string> {
  const hash = createHash('sha256').update(versions.kubernetes);
  for (const source of ['schemas.ts', 'openapi-schemas.ts'])
    hash.update(await readFile(join(import.meta.dirname, source)));
  const folder = inCache('builds', `kubernetes-schemas-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) await step('schemas of Kubernetes', 20, () => build(folder));
  return folder;
}

async function build(folder: string): Promise<void> {
  const go = await goCommand();
  // Its go.mod and go.sum pin the release that the cluster is built of.
  const options = { cwd: join(clusterSource, 'go', 'kubernetes'), env: goEnvironment() };
  const downloaded = await run(go, ['mod', 'download', '-json', MODULE], options);
  const { Dir } = JSON.parse(downloaded.stdout) as { Dir: string };
  const document = JSON.parse(await readFile(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8')) as OpenApi;
  const work = `${folder}.${process.pid}.new`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  for (const [name, schema] of schemasByKind(document))
    await writeFile(join(work, `${name}.json`), JSON.stringify(schema));
  await rename(work, folder);
  await dropBuildCaches();
}
