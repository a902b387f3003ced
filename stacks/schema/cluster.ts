import { Type } from 'typebox';
import { dnsLabel, optionalName, section, text } from './terms.ts';

export const Cluster = section('Where the stack is deployed.', {
  context: text('kubeconfig context; no other is ever used. Empty: previews work, a deployment is refused.'),
  namespace: dnsLabel('Namespace that the stack owns alone.'),
  storageClass: optionalName("Storage class of every volume; empty = the cluster's default."),
  ingressClass: dnsLabel('Ingress class.'),
  ingressNamespace: dnsLabel('Namespace of the ingress controller, which may reach the API.'),
  dnsNamespace: dnsLabel("Namespace of the cluster's DNS."),
  scale: Type.Number({
    minimum: 0.01,
    maximum: 1,
    description:
      'Factor for every CPU and memory request, to fit a profile onto a small cluster; limits, and the load at which pods are added, stay.',
  }),
});
