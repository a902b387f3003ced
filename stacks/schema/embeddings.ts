import { Type } from 'typebox';
import { authority, reach } from './store.ts';
import {
  existingSecret,
  flag,
  httpUrl,
  integer,
  milliseconds,
  oneOf,
  resources,
  section,
  sensitive,
  words,
} from './terms.ts';

export const Embeddings = section('What turns text into vectors.', {
  mode: oneOf(
    ['inCluster', 'external', 'builtin'],
    'A server of the stack, an OpenAI-compatible API elsewhere, or the lexical fallback in the service.',
  ),
  model: words('Model.'),
  replicas: integer(1, 20, 'Pods of the server.'),
  download: flag('Whether the server fetches its model from the internet at start.'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  batchSize: integer(1, 2048, 'Texts per request.'),
  resources: resources('the embeddings server'),
  external: Type.Optional(
    section('An OpenAI-compatible API.', {
      baseUrl: httpUrl('https://api.openai.com/v1', 'Base URL.'),
      ca: Type.Optional(authority),
      cidr: reach.cidr,
      apiKey: Type.Optional(sensitive('API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the API key')),
    }),
  ),
});
