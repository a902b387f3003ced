import { kindPolicy } from '../lib/policy.ts';

interface IngressSpec {
  tls?: { hosts?: string[]; secretName?: string }[];
  rules?: { host?: string }[];
}

export const ingressTls = kindPolicy(
  {
    name: 'ingress-tls',
    what: 'Every rule of an Ingress has a host of its own, and TLS for it.',
    why: 'API keys travel in headers, and a rule without a host answers to any name.',
  },
  ['Ingress'],
  (props, report) => {
    const { tls = [], rules = [] } = (props.spec ?? {}) as IngressSpec;
    const covered = new Set(tls.filter((entry) => 'secretName' in entry).flatMap(({ hosts }) => hosts ?? []));
    if (props.spec?.defaultBackend) report('a default backend cannot have a certificate');
    for (const { host } of rules) {
      if (!host) report('a rule without a host cannot have a certificate');
      else if (host.startsWith('*')) report(`host ${host} takes every name below it`);
      else if (!covered.has(host)) report(`host ${host} has no TLS`);
    }
  },
);
