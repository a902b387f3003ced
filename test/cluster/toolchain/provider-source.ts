import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';
import { versions } from './programs.ts';

const MODULE = 'github.com/pulumi/pulumi-kubernetes/provider/v4';

/** Lays the two files beside the Kubernetes provider's main that its own release process would generate. */
export async function prepareProviderSource(
  go: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await run(go, ['mod', 'download', MODULE], { cwd: folder, env });
  const listed = await run(go, ['list', '-m', '-f', '{{.Dir}}', MODULE], { cwd: folder, env });
  const from = join(listed.stdout.trim(), 'cmd', 'pulumi-resource-kubernetes');
  const schema = JSON.parse(await readFile(join(from, 'schema.json'), 'utf8')) as Record<string, unknown>;
  schema.version = versions.kubernetesProvider;
  await writeFile(join(folder, 'provider', 'schema.json'), JSON.stringify(schema));
  const mapping = await readFile(join(from, 'terraform-mapping.json'));
  await writeFile(join(folder, 'provider', 'terraform-mapping.json'), mapping);
}
