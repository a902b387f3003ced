import { fromJsonSchema, type JsonSchemaType, type jsonSchemaValidator } from '@modelcontextprotocol/server';
import type { TSchema } from 'typebox';
import { toAppError } from '../http/errors.ts';
import { compiler } from '../http/validation.ts';

const bodies = compiler({ coerceTypes: false, useDefaults: false });

/** Says which argument is wrong and what is allowed, as REST does. */
const named: jsonSchemaValidator = {
  getValidator<T>(schema: JsonSchemaType) {
    const check = bodies.compile(schema);
    return (input: unknown) => {
      if (check(input)) return { valid: true, data: input as T, errorMessage: undefined };
      const failures = {
        name: '',
        code: '',
        message: '',
        validation: check.errors,
        validationContext: 'arguments',
      };
      return { valid: false, data: undefined, errorMessage: toAppError(failures as never).message };
    };
  },
};

/** A TypeBox schema as the MCP server wants it. Compiled once: a server is made for every request. */
export const standard = (schema: TSchema) =>
  fromJsonSchema<Record<string, unknown>>(schema as JsonSchemaType, named);
