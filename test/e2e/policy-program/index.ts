import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

/** Declares one Deployment of the pod that the configuration gives. */
const { pod } = new pulumi.Config().requireObject<{ pod: k8s.types.input.core.v1.PodSpec }>('subject');
const nowhere = JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] });
const provider = new k8s.Provider('nowhere', { kubeconfig: nowhere });
const labels = { app: 'subject' };

new k8s.apps.v1.Deployment(
  'subject',
  {
    metadata: { name: 'subject', namespace: 'default' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  },
  { provider },
);
