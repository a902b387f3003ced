import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { createProfiler } from '../admin/profile.ts';
import { ProfileInput } from '../admin/schemas.ts';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';

const EXTENSIONS = { cpu: 'cpuprofile', heap: 'heapsnapshot' } as const;

/** Profiles on demand of the answering replica, where `features.profiling` is on: `/admin/profile`. */
const adminProfileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const profiler = createProfiler();
  app.post(
    '/',
    {
      onRequest: [app.requiresOperator, app.limit],
      config: { audit: { action: 'profile.take', when: 'first' } },
      schema: {
        tags: ['admin'],
        operationId: 'takeProfile',
        summary: 'Take a CPU profile or a heap snapshot; a snapshot holds whatever is in memory, so guard it',
        body: ProfileInput,
        response: answers({ 200: Type.Unknown({ description: 'A file for DevTools' }) }, 409, 413, 415),
      },
    },
    async (request, reply) => {
      if (!app.config.features.profiling) throw new AppError('PROFILING_DISABLED');
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const profile = await profiler.take(request.body, gone.signal);
      const name = `mcp-api-${process.pid}.${EXTENSIONS[request.body.kind]}`;
      reply.header('content-disposition', `attachment; filename="${name}"`);
      return reply.type('application/json').send(profile);
    },
  );
};

export default adminProfileRoutes;
