import { Type } from 'typebox';
import { reach } from './store.ts';
import {
  existingSecret,
  flag,
  integer,
  milliseconds,
  oneOf,
  resources,
  section,
  sensitive,
  text,
} from './terms.ts';

export const Embeddings = section('What turns text into vectors.', {
  mode: oneOf(
    ['inCluster', 'external', 'builtin'],
    'A server of the stack, an OpenAI-compatible API elsewhere, or the lexical fallback in the service.',
  ),
  model: text('Model.'),
  replicas: integer(1, 20, 'Pods of the server.'),
  download: flag('Whether the server fetches its model from the internet at start.'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  batchSize: integer(1, 2048, 'Texts per request.'),
  resources: resources('the embeddings server'),
  external: Type.Optional(
    section('An OpenAI-compatible API.', {
      baseUrl: Type.String({
        pattern: '^https?://[^\\s]+$',
        allowed: 'an http(s) URL such as https://api.openai.com/v1',
        description: 'Base URL.',
      } as { pattern: string; description: string }),
      cidr: reach.cidr,
      apiKey: Type.Optional(sensitive('API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the API key')),
    }),
  ),
});
