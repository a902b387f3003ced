import type { Rule, Rules } from './rule.ts';
import { when } from './rule.ts';

/** Says `latest`, or says neither tag nor digest, which means the same. */
const isLatest = (reference: string): boolean => !/(:(?!latest$)[\w.-]+|@sha256:\w+)$/.test(reference);

const inProduction =
  (rule: Rule): Rule =>
  (settings) =>
    settings.environment === 'production' ? rule(settings) : [];

export const productionRules = {
  'production-stores-protected': inProduction(({ protection }) =>
    when(!protection.stores, 'protection.stores', 'true in production'),
  ),

  'production-network-closed': inProduction(({ protection }) =>
    when(!protection.networkPolicies, 'protection.networkPolicies', 'true in production'),
  ),

  'production-trusted-tls': inProduction(({ ingress }) =>
    when(
      ingress.enabled && ingress.tls.mode === 'selfSigned',
      'ingress.tls.mode',
      'secret or certManager in production',
    ),
  ),

  'production-released-service': inProduction(({ api }) =>
    when(api.image.tag === 'latest', 'api.image.tag', 'a release tag in production'),
  ),

  'production-released-images': inProduction(({ images: { registry: _, ...references } }) =>
    Object.entries(references).flatMap(([name, reference]) =>
      when(isLatest(reference), `images.${name}`, 'a release tag in production'),
    ),
  ),

  'production-settled-configuration': inProduction(({ api }) =>
    when(api.hotReload, 'api.hotReload', 'false in production'),
  ),

  'production-no-profiles': inProduction(({ api }) =>
    when(api.profiling, 'api.profiling', 'false in production'),
  ),
} satisfies Rules;
