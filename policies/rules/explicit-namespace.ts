import { apiOf, isBuiltIn, kindOf } from '../lib/kinds.ts';
import { known } from '../lib/known.ts';
import { resourcePolicy } from '../lib/policy.ts';

/** Kinds that belong to the whole cluster. */
const CLUSTER_WIDE = [
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
];

export const explicitNamespace = resourcePolicy(
  {
    name: 'explicit-namespace',
    what: 'Every object names its namespace, which is neither default nor one of Kubernetes.',
    why: "Objects without one land wherever the reader's kubeconfig happens to point.",
  },
  ({ type, props }, report) => {
    const kind = kindOf(type);
    if (!kind || !isBuiltIn(apiOf(type)) || CLUSTER_WIDE.includes(kind)) return;
    const metadata = props.metadata ?? {};
    if (!('namespace' in metadata)) return report('metadata.namespace is missing');
    const namespace = known(() => metadata.namespace as string);
    if (namespace !== undefined && /^(default|kube-.*|)$/.test(namespace))
      report(`namespace ${namespace} is not the stack's own`);
  },
);
