import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { actorOf } from '../audit/actor.ts';
import { ConfigError } from '../config/load.ts';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import { changeSettings } from '../live/change.ts';
import { describeSettings } from '../live/describe.ts';
import { SettingsAnswer, SettingsChange } from '../live/schemas.ts';

function refuse(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  throw new AppError('INVALID_REQUEST', {
    message: error.problems.join('; '),
    details: { problems: error.problems },
  });
}

/** The configuration and its live keys: `/admin/config`. */
const adminConfigRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const operator = { onRequest: [app.requiresOperator, app.limit] };
  const tags = ['admin'];
  const answer = () => ({
    settings: describeSettings(app.live.current, app.live.base, app.live.stored),
    file: { ...app.configFile.state() },
  });

  app.get(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'getConfig',
        summary: 'Show the configuration as it is now, without secrets',
        response: answers({ 200: SettingsAnswer }),
      },
    },
    async () => answer(),
  );

  app.patch(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'changeConfig',
        summary: 'Change live keys; true on every replica within two seconds',
        body: SettingsChange,
        response: answers({ 200: SettingsAnswer }, 413, 415),
      },
    },
    async (request) => {
      await changeSettings(app.mysql, app.live.base, request.body, actorOf(request)).catch(refuse);
      app.events.publish({ type: 'config.changed' });
      await app.storedSettings.refresh();
      return answer();
    },
  );
};

export default adminConfigRoutes;
