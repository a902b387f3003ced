import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterSource } from '../paths.ts';
import { run } from '../run.ts';
import { addresses } from './addresses.ts';
import { kubectlInside } from './control-plane.ts';
import { until } from './daemon.ts';
import { insideNetwork } from './network.ts';
import type { Ports } from './ports.ts';

/** Applies name service, Ingress controller, metrics and the storage class. @param registry where their images are pulled from */
export async function applyAddons(registry: string): Promise<void> {
  const folder = join(clusterSource, 'addons');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const manifests = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  await kubectlInside(
    ['apply', '--server-side', '--force-conflicts', '-f', '-'],
    manifests.join('\n---\n').replaceAll('REGISTRY', registry),
  );
}

/** Waits until names are resolved and the Ingress controller answers; what the API server believes may be old. */
export async function waitForAddons(ports: Ports): Promise<void> {
  const ingress = `http://127.0.0.1:${ports.http}/`;
  const [command, args] = insideNetwork('timeout', [
    '1',
    'bash',
    '-c',
    `exec 3<>/dev/tcp/${addresses.dns}/53`,
  ]);
  await until('the name service', 90_000, async () => Boolean(await run(command, args)));
  await until('the Ingress controller', 90_000, async () =>
    Boolean(await fetch(ingress, { signal: AbortSignal.timeout(1000) })),
  );
}
