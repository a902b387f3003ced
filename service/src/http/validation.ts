import { Ajv, type Options } from 'ajv';
import formats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';

const SHARED: Options = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false };

/** Ajv as this service uses it; every mistake is reported. */
export function compiler(options: Options): Ajv {
  const ajv = new Ajv({ ...SHARED, ...options });
  formats.default(ajv, ['date-time', 'email', 'uuid', 'uri']);
  return ajv;
}

/**
 * Bodies are taken as they are: an unknown field or a wrong type is an error. Query, path and headers are text,
 * so those are converted to the type their schema asks for.
 */
export function validateStrictly(app: FastifyInstance): void {
  const bodies = compiler({ coerceTypes: false });
  const texts = compiler({ coerceTypes: 'array' });
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema));
}
