/** One Go program of the tool chain. */
export interface Program {
  name: string;
  /** Folder under `test/cluster/go` that pins its modules. */
  module: string;
  /** Package to build, relative to the module or an import path. */
  package: string;
  /** Variables set by the linker, mostly the version that the program reports. */
  set?: Record<string, string>;
  /** Seconds a build takes on two cores with empty caches and another build beside it. */
  expected: number;
}

const pulumiVersion = 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version';
const kubernetesVersion = 'k8s.io/component-base/version';

/** Versions that other parts must agree with. */
export const versions = { pulumi: '3.215.0', kubernetesProvider: '4.25.0', kubernetes: '1.34.4' } as const;

/** What `pulumi up` needs where the official CLI and plugins cannot be downloaded. */
export const pulumiPrograms: Program[] = [
  {
    name: 'pulumi',
    module: 'pulumi',
    package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    set: { [pulumiVersion]: `v${versions.pulumi}` },
    expected: 150,
  },
  {
    name: 'pulumi-resource-kubernetes',
    module: 'pulumi',
    package: './provider',
    set: {
      'github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version': versions.kubernetesProvider,
    },
    expected: 880,
  },
  {
    name: 'pulumi-language-nodejs',
    module: 'language-nodejs',
    package: 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs',
    set: { [pulumiVersion]: 'v3.68.0' },
    expected: 30,
  },
];

/** What the one-node cluster runs, besides Debian's packages. */
export const clusterPrograms: Program[] = [
  {
    name: 'kubernetes',
    module: 'kubernetes',
    package: '.',
    set: {
      [`${kubernetesVersion}.gitVersion`]: `v${versions.kubernetes}`,
      [`${kubernetesVersion}.gitMajor`]: '1',
      [`${kubernetesVersion}.gitMinor`]: '34',
    },
    expected: 670,
  },
  { name: 'traefik', module: 'traefik', package: 'github.com/traefik/traefik/v3/cmd/traefik', expected: 510 },
  { name: 'coredns', module: 'coredns', package: 'github.com/coredns/coredns', expected: 215 },
  {
    name: 'kube-router',
    module: 'kube-router',
    package: 'github.com/cloudnativelabs/kube-router/v2/cmd/kube-router',
    expected: 180,
  },
  {
    name: 'metrics-server',
    module: 'metrics-server',
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    expected: 200,
  },
  { name: 'pause', module: 'pause', package: '.', expected: 3 },
  {
    name: 'crane',
    module: 'crane',
    package: 'github.com/google/go-containerregistry/cmd/crane',
    expected: 30,
  },
];

/** What tests run that neither a stack nor the cluster needs: an S3 server, and judges of manifests. */
export const testPrograms: Program[] = [
  {
    name: 'versitygw',
    module: 'versitygw',
    package: 'github.com/versity/versitygw/cmd/versitygw',
    expected: 90,
  },
  {
    name: 'kube-score',
    module: 'kube-score',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
    expected: 40,
  },
  {
    name: 'kubeconform',
    module: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    expected: 20,
  },
  { name: 'pod-security', module: 'pod-security', package: '.', expected: 100 },
];
