import type { Settings } from '../../stacks/settings.ts';
import { type Ask, type Finding, finding, json } from './finding.ts';

/** The first version in which pods can sleep before they end without a program of their own. */
const OLDEST = { major: 1, minor: 30 };

interface StorageClass {
  metadata: { name: string; annotations?: Record<string, string> };
  allowVolumeExpansion?: boolean;
}

/** Whether the cluster answers and is new enough. */
export async function version(ask: Ask): Promise<Finding> {
  const answer = await ask(['version', '--output', 'json']);
  const what = 'the cluster answers';
  if (answer.code !== 0) return finding(what, answer.stderr.trim() || 'it does not');
  const { serverVersion } = JSON.parse(answer.stdout) as { serverVersion: { major: string; minor: string } };
  const [major, minor] = [Number(serverVersion.major), Number.parseInt(serverVersion.minor, 10)];
  const isOld = major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor);
  return finding(
    `Kubernetes ${major}.${minor}`,
    isOld && `${OLDEST.major}.${OLDEST.minor} is the oldest that can run the stack`,
  );
}

/** Whether there is a storage class for the volumes, whose volumes can grow. */
export async function storage({ cluster }: Settings, ask: Ask): Promise<Finding> {
  const items = (await json<{ items: StorageClass[] }>(ask, ['get', 'storageclasses']))?.items ?? [];
  const found = items.find(({ metadata: { name, annotations } }) =>
    cluster.storageClass
      ? name === cluster.storageClass
      : annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  );
  const names = items.map(({ metadata }) => metadata.name).join(', ') || 'none';
  if (!found) {
    const wanted = cluster.storageClass ? `storage class ${cluster.storageClass}` : 'a default storage class';
    return finding(wanted, `the cluster has ${names}: set settings.cluster.storageClass`);
  }
  return finding(
    `storage class ${found.metadata.name}`,
    !found.allowVolumeExpansion && 'its volumes cannot grow: allowVolumeExpansion is not true',
  );
}

/** Whether the cluster has what the settings count on: an ingress class, metrics, kinds of operators. */
export function parts(settings: Settings, ask: Ask): Promise<Finding[]> {
  const { ingress, cluster, api, monitoring, milvus } = settings;
  const wanted: [boolean, string, string[], string][] = [
    [
      ingress.enabled,
      `ingress class ${cluster.ingressClass}`,
      ['get', 'ingressclass', cluster.ingressClass],
      'install its controller, or set settings.cluster.ingressClass',
    ],
    [
      api.hpa.enabled,
      'figures for the autoscaler',
      ['get', '--raw', '/apis/metrics.k8s.io/v1beta1'],
      'install metrics-server',
    ],
    [
      api.hpa.customMetric !== undefined,
      'custom metrics for the autoscaler',
      ['get', '--raw', '/apis/custom.metrics.k8s.io/v1beta1'],
      'install an adapter, such as prometheus-adapter (docs/OPERATIONS.md)',
    ],
    [
      ingress.enabled && ingress.tls.mode === 'certManager',
      'cert-manager',
      ['get', 'customresourcedefinition', 'certificates.cert-manager.io'],
      'install it, or set settings.ingress.tls.mode to secret',
    ],
    [
      monitoring.mode === 'operator',
      'a Prometheus operator',
      ['get', 'customresourcedefinition', 'prometheusrules.monitoring.coreos.com'],
      'install it, or set settings.monitoring.mode to standalone',
    ],
    [
      milvus.mode === 'cluster',
      'the operator of Milvus',
      ['get', 'customresourcedefinition', 'milvuses.milvus.io'],
      'install it, or set settings.milvus.mode to inCluster',
    ],
  ];
  return Promise.all(
    wanted
      .filter(([needed]) => needed)
      .map(async ([, what, args, advice]) => {
        const { code } = await ask(args);
        return finding(what, code !== 0 && `the cluster has none: ${advice}`);
      }),
  );
}
