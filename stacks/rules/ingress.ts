import { type Rules, when } from './rule.ts';

export const ingressRules = {
  'ingress-host': ({ ingress: { enabled, host, tls } }) =>
    when(enabled && host === '', 'ingress.host', `a host name: TLS (${tls.mode}) needs one`),

  'ingress-tls-secret': ({ ingress: { enabled, tls } }) =>
    when(
      enabled && tls.mode === 'secret' && !tls.secretName,
      'ingress.tls.secretName',
      'the name of a TLS Secret, because ingress.tls.mode is secret',
    ),

  'ingress-tls-issuer': ({ ingress: { enabled, tls } }) =>
    when(
      enabled && tls.mode === 'certManager' && !tls.issuer,
      'ingress.tls.issuer',
      'the name of an issuer, because ingress.tls.mode is certManager',
    ),
} satisfies Rules;
