import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterSource } from '../paths.ts';
import { kubectlInside } from './control-plane.ts';
import { until } from './daemon.ts';

/** Deployments without which the cluster is not usable. metrics-server is not among them: it only serves figures. */
const NEEDED = [
  ['kube-system', 'coredns'],
  ['traefik', 'traefik'],
] as const;

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

/** Waits until the needed add-ons are available. */
export async function waitForAddons(): Promise<void> {
  for (const [namespace, name] of NEEDED) {
    await until(`${name} to be available`, 90_000, async () => {
      const path = '{.status.availableReplicas}';
      return (
        (await kubectlInside(['get', 'deployment', name, '-n', namespace, '-o', `jsonpath=${path}`]))
          .stdout === '1'
      );
    });
  }
}
