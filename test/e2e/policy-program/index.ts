import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

interface Subject {
  /** Of a Deployment. */
  spec: k8s.types.input.apps.v1.DeploymentSpec;
  labels: Record<string, string>;
}

/** Declares one Deployment as the configuration gives it, in a closed namespace. */
const { spec, labels } = new pulumi.Config().requireObject<Subject>('subject');
const nowhere = JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] });
const opts = { provider: new k8s.Provider('nowhere', { kubeconfig: nowhere }) };
const metadata = (name: string) => ({ name, namespace: 'subject', labels });

for (const [name, podSelector] of Object.entries({ 'default-deny': {}, subject: spec.selector })) {
  new k8s.networking.v1.NetworkPolicy(
    name,
    { metadata: metadata(name), spec: { podSelector, policyTypes: ['Ingress', 'Egress'] } },
    opts,
  );
}

new k8s.policy.v1.PodDisruptionBudget(
  'subject',
  {
    metadata: metadata('subject'),
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: spec.selector },
  },
  opts,
);

new k8s.apps.v1.Deployment('subject', { metadata: metadata('subject'), spec }, opts);
