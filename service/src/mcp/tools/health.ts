import { Type } from 'typebox';
import { VERSION } from '../../version.ts';
import { object } from '../answer/schemas.ts';
import { defineTool, READS } from '../tool.ts';

export const systemHealth = defineTool({
  name: 'system_health',
  title: 'Health of the service',
  description: 'Says whether the database, Redis and Milvus answer, and which version runs.',
  scope: 'read',
  annotations: READS,
  input: object({}),
  output: object({
    status: Type.Enum(['healthy', 'unhealthy']),
    checks: object({ database: Type.Boolean(), redis: Type.Boolean(), milvus: Type.Boolean() }),
    timestamp: Type.String(),
    version: Type.String(),
  }),
  run: async (context) => ({ ...(await context.health()), version: VERSION }),
});
