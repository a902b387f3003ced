import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

const projectRoutes: FastifyPluginAsyncTypebox = async () => {};

export default projectRoutes;
