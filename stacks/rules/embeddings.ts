import { type Rules, when } from './rule.ts';

const KEY = 'embeddings.external';

export const embeddingRules = {
  'embeddings-external-described': ({ embeddings: { mode, external } }) =>
    when(mode === 'external' && !external, KEY, 'baseUrl, because embeddings.mode is external'),

  'embeddings-external-unused': ({ embeddings: { mode, external } }) =>
    when(mode !== 'external' && external !== undefined, KEY, 'left out unless embeddings.mode is external'),

  'embeddings-one-credential': ({ embeddings: { external } }) =>
    when(
      external?.apiKey !== undefined && external.existingSecret !== undefined,
      KEY,
      'at most one of apiKey, existingSecret',
    ),
} satisfies Rules;
