import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { actorOf } from '../audit/actor.ts';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import { decodeKeyCursor, encodeKeyCursor } from '../keys/cursor.ts';
import {
  ApiKey,
  CreatedKey,
  KeyId,
  KeyPage,
  ListKeysQuery,
  NewKeyInput,
  RotatedKey,
  RotateInput,
} from '../keys/schemas.ts';

const One = Type.Object({ id: KeyId });
const tags = ['admin'];

/** API keys: `/admin/keys`. */
const adminKeyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const operator = { onRequest: [app.requiresOperator, app.limit] };

  app.get(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'listKeys',
        summary: 'List API keys, newest first, without their secrets',
        querystring: ListKeysQuery,
        response: answers({ 200: KeyPage }),
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const place = cursor === undefined ? {} : { after: decodeKeyCursor(cursor) };
      const found = await app.keys.list({ ...place, limit: limit + 1 });
      const keys = found.slice(0, limit);
      const last = found.length > limit ? keys.at(-1) : undefined;
      return { keys, nextCursor: last ? encodeKeyCursor(last) : null };
    },
  );

  app.post(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'createKey',
        summary: 'Make an API key; it is shown this one time',
        body: NewKeyInput,
        response: answers({ 201: CreatedKey }, 413, 415),
      },
    },
    async (request, reply) => {
      const { expiresAt, ...rest } = request.body;
      const key = { ...rest, expiresAt: expiresAt === undefined ? null : new Date(expiresAt) };
      return reply.code(201).send(await app.keyService.create(key, actorOf(request)));
    },
  );

  app.get(
    '/:id',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'getKey',
        summary: 'Get an API key, without its secret',
        params: One,
        response: answers({ 200: ApiKey }, 404),
      },
    },
    async (request) => {
      const key = await app.keys.find(request.params.id);
      if (!key) throw new AppError('KEY_NOT_FOUND', { message: 'There is no API key with this id' });
      return key;
    },
  );

  app.delete(
    '/:id',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'revokeKey',
        summary: 'Make a key stop working on every replica within two seconds',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Revoked' }) }, 404, 409),
      },
    },
    async (request, reply) => {
      await app.keyService.revoke(request.params.id, actorOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/:id/rotate',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'rotateKey',
        summary: 'Replace a key by a new one with the same rights; both work during the overlap',
        params: One,
        body: RotateInput,
        response: answers({ 201: RotatedKey }, 404, 409, 413, 415),
      },
    },
    async (request, reply) => {
      const { overlapSeconds } = request.body;
      const rotated = await app.keyService.rotate(request.params.id, overlapSeconds, actorOf(request));
      return reply.code(201).send(rotated);
    },
  );
};

export default adminKeyRoutes;
