import type { Settings } from '../../stacks/settings.ts';
import { imageReference, tagOf } from './images.ts';
import { selector } from './labels.ts';
import { UIDS } from './names.ts';
import { scaled } from './resources.ts';
import { containerSecurity } from './security.ts';

/** The custom resource; the operator names everything it makes after it. */
export const MILVUS_CLUSTER = 'milvus';
/** The Service that the operator makes in front of the proxies. */
export const MILVUS_CLUSTER_SERVICE = `${MILVUS_CLUSTER}-milvus`;

/** What the operator's pods talk among themselves: proxy, coordinators, and the query, data and index nodes. */
export const MILVUS_CLUSTER_PORTS = [19529, 19530, 53100, 13333, 19531, 31000, 21121, 21123, 21124];

const SCRATCH = { data: '/milvus/data', tmp: '/tmp' } as const;
const SCRATCH_SIZES: Record<keyof typeof SCRATCH, string> = { data: '4Gi', tmp: '256Mi' };

type Cluster = NonNullable<Settings['milvus']['cluster']>;

export interface ClusterSpecArgs {
  settings: Settings;
  cluster: Cluster;
  /** Secret with the keys `accesskey` and `secretkey`. */
  storageSecret: string;
  serviceAccount: string;
  priorityClass: string | undefined;
}

const components = ({ settings, cluster, serviceAccount, priorityClass }: ClusterSpecArgs) => {
  const image = imageReference(settings.images, 'milvus');
  const { proxy, coordinator, queryNode, dataNode, indexNode } = cluster.replicas;
  return {
    image,
    // The operator would look for it behind the last colon, where a digest or a registry's port may stand.
    version: tagOf(image),
    imageUpdateMode: 'rollingUpgrade',
    enableRollingUpdate: true,
    runAsNonRoot: true,
    serviceAccountName: serviceAccount,
    priorityClassName: priorityClass,
    // Its own labels hold the name; with this one network policies and scrapers find the pods as they find all others.
    podLabels: { 'app.kubernetes.io/part-of': selector('milvus')['app.kubernetes.io/part-of'] },
    // The image merges its configuration into a folder of its own before it starts.
    securityContext: {
      ...containerSecurity,
      readOnlyRootFilesystem: false,
      runAsUser: UIDS.milvus,
      runAsGroup: UIDS.milvus,
    },
    resources: scaled(settings.milvus.resources, settings.cluster.scale),
    volumes: Object.entries(SCRATCH_SIZES).map(([name, sizeLimit]) => ({ name, emptyDir: { sizeLimit } })),
    volumeMounts: Object.entries(SCRATCH).map(([name, mountPath]) => ({ name, mountPath })),
    proxy: { replicas: proxy, serviceType: 'ClusterIP' },
    mixCoord: { replicas: coordinator },
    queryNode: { replicas: queryNode },
    dataNode: { replicas: dataNode },
    indexNode: { replicas: indexNode },
  };
};

/** Stacks that share etcd, storage or queue must not meet there. */
const apart = ({ cluster: { namespace } }: Settings) => ({
  etcd: { rootPath: namespace },
  minio: { rootPath: namespace },
  msgChannel: { chanNamePrefix: { cluster: namespace } },
});

function config({ settings, cluster: { storage } }: ClusterSpecArgs) {
  const { etcd, minio, msgChannel } = apart(settings);
  return {
    common: { security: { authorizationEnabled: true } },
    etcd,
    msgChannel,
    minio: {
      ...minio,
      bucketName: storage.bucket,
      useSSL: storage.tls,
      ...(storage.region ? { region: storage.region } : {}),
    },
    localStorage: { path: SCRATCH.data },
  };
}

const queue = ({ queue: { type, endpoints } }: Cluster) => ({
  msgStreamType: type,
  [type]:
    type === 'kafka'
      ? { external: true, brokerList: [...endpoints] }
      : { external: true, endpoint: endpoints[0] as string },
});

/** The spec of the operator's custom resource `milvus.io/v1beta1 Milvus`. */
export const milvusClusterSpec = (args: ClusterSpecArgs) => ({
  mode: 'cluster',
  components: components(args),
  config: config(args),
  dependencies: {
    etcd: { external: true, endpoints: [...args.cluster.etcd.endpoints] },
    storage: {
      external: true,
      type: 'S3',
      endpoint: args.cluster.storage.endpoint,
      secretRef: args.storageSecret,
    },
    ...queue(args.cluster),
  },
});

/** Every port of what a cluster keeps its data in. */
export const dependencyPorts = ({ etcd, storage, queue }: Cluster): number[] => [
  ...new Set(
    [...etcd.endpoints, storage.endpoint, ...queue.endpoints].map((address) =>
      Number(address.slice(address.lastIndexOf(':') + 1)),
    ),
  ),
];
