import { Type } from 'typebox';
import { VERSION } from '../../version.ts';
import { object } from '../answer/schemas.ts';
import { defineTool, READS } from '../tool.ts';

const Model = object({
  provider: Type.String(),
  model: Type.String(),
  dimension: Type.Integer(),
  kind: Type.Enum(['semantic', 'lexical'], {
    description: 'semantic: near means similar in meaning; lexical: near means sharing words',
  }),
});

export const systemHealth = defineTool({
  name: 'system_health',
  title: 'Health of the service',
  description:
    'Says whether the database, Redis and Milvus answer, which model makes the vectors, and which version runs.',
  scope: 'read',
  annotations: READS,
  input: object({}),
  output: object({
    status: Type.Enum(['healthy', 'unhealthy']),
    checks: object({ database: Type.Boolean(), redis: Type.Boolean(), milvus: Type.Boolean() }),
    timestamp: Type.String(),
    version: Type.String(),
    embeddings: Type.Union([Model, Type.Null()], { description: 'null: they do not answer' }),
  }),
  async run(context) {
    const [health, embeddings] = await Promise.all([context.health(), context.embeddings()]);
    return { ...health, version: VERSION, embeddings };
  },
});
