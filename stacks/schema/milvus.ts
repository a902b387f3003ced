import { Type } from 'typebox';
import { mode, reach } from './store.ts';
import { existingSecret, milliseconds, resources, section, sensitive, volume } from './terms.ts';

export const Milvus = section('Milvus, the index of the vectors.', {
  mode: mode('Milvus'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  resources: resources('Milvus'),
  volume: volume('Milvus'),
  external: Type.Optional(
    section('An existing Milvus or Zilliz Cloud.', {
      ...reach,
      token: Type.Optional(sensitive('user:password or API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the token (user:password or API key)')),
    }),
  ),
});
