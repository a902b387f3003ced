import { Type } from 'typebox';
import { VERSION } from '../../version.ts';
import { defineTool } from '../tool.ts';

export const systemHealth = defineTool({
  name: 'system_health',
  title: 'Health of the service',
  description: 'Says whether the database, Redis and Milvus answer, and which version runs.',
  scope: 'read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object(
    {
      status: Type.Enum(['healthy', 'unhealthy']),
      checks: Type.Object(
        { database: Type.Boolean(), redis: Type.Boolean(), milvus: Type.Boolean() },
        { additionalProperties: false },
      ),
      timestamp: Type.String(),
      version: Type.String(),
    },
    { additionalProperties: false },
  ),
  run: async (context) => ({ ...(await context.health()), version: VERSION }),
});
