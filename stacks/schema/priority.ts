import { Type } from 'typebox';
import { integer, objectName, oneOf, section } from './terms.ts';

const Existing = section('PriorityClasses that the cluster has.', {
  stores: objectName('Of MySQL, Redis and Milvus.'),
  service: objectName('Of the API and the embeddings.'),
  support: objectName('Of monitoring, exporters and Jobs.'),
});

export const Priority = section(
  'Whose pods stay, and get room first, where a cluster has too little for all.',
  {
    mode: oneOf(
      ['own', 'existing', 'none'],
      "PriorityClasses of the stack's own, named after its namespace; some that the cluster has; or none.",
    ),
    value: integer(
      200,
      1_000_000_000,
      'Of the stores (mode `own`); the service has 100 less, the rest 200. Pods of a higher value take the room of lower ones, also of other stacks; pods without a class have 0.',
    ),
    existing: Type.Optional(Existing),
  },
);
