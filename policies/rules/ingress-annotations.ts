import { kindPolicy } from '../lib/policy.ts';

export const ingressAnnotations = kindPolicy(
  {
    name: 'ingress-annotations',
    what: 'Annotations of an Ingress carry no code for the controller and do not turn TLS off.',
    why: 'A snippet runs inside the controller, which holds the certificates of the whole cluster.',
  },
  ['Ingress'],
  (props, report) => {
    for (const [key, value] of Object.entries(props.metadata?.annotations ?? {})) {
      if (key.endsWith('-snippet')) report(`annotation ${key} is code for the controller`);
      if (/ssl-redirect$/.test(key) && value === 'false') report(`annotation ${key} allows plain HTTP`);
    }
  },
);
