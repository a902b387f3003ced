import type { ResourceValidationPolicy } from '@pulumi/policy';

interface IngressSpec {
  tls?: { hosts?: string[]; secretName?: string }[];
  rules?: { host?: string }[];
}

/** API keys travel in headers: whatever is reachable from outside must be reachable over TLS. */
export const ingressTls: ResourceValidationPolicy = {
  name: 'ingress-tls',
  description: 'Every host of an Ingress has TLS.',
  enforcementLevel: 'mandatory',
  validateResource: ({ type, props }, report) => {
    if (!/^kubernetes:networking\.k8s\.io\/\w+:Ingress$/.test(type)) return;
    const { tls = [], rules = [] } = (props.spec ?? {}) as IngressSpec;
    const covered = new Set(tls.filter(({ secretName }) => secretName).flatMap(({ hosts }) => hosts ?? []));
    for (const { host } of rules) {
      if (!host) report('a rule without a host cannot have a certificate');
      else if (!covered.has(host)) report(`host ${host} has no TLS`);
    }
  },
};
