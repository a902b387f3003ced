import { Type } from 'typebox';
import { dnsLabel, integer, oneOf, section, words } from './terms.ts';

const ExternalSecrets = section('A store that the External Secrets operator of the cluster reads.', {
  store: dnsLabel('Name of its SecretStore or ClusterSecretStore.'),
  storeKind: oneOf(['SecretStore', 'ClusterSecretStore'], 'Kind of that store.'),
  key: words('Entry of the store whose properties are the credentials, one each.'),
  refreshMinutes: integer(1, 10_080, 'How often the operator reads it. Minutes.'),
  version: integer(1, 1_000_000, 'Raised after values have changed there: what uses them starts anew.'),
});

export const Secrets = section('Who keeps passwords and first API keys.', {
  source: oneOf(
    ['generated', 'externalSecrets'],
    'Made once and kept, encrypted, in the state; or read from an external store.',
  ),
  externalSecrets: Type.Optional(ExternalSecrets),
});
