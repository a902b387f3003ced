import type { Schema } from './openapi.ts';

const MAX_WIDTH = 100;

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

function member(name: string, schema: Schema, required: boolean, indent: string): string {
  const comment = schema.description ? ` // ${schema.description.replaceAll('\n', ' ')}` : '';
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
  return `${indent}${key}${required ? '' : '?'}: ${shape(schema, indent)};${comment}`;
}

function object(
  { properties = {}, required = [], additionalProperties, patternProperties }: Schema,
  indent: string,
): string {
  const names = Object.keys(properties);
  const values = (patternProperties && Object.values(patternProperties)[0]) ?? additionalProperties;
  if (names.length === 0) {
    return values && typeof values === 'object'
      ? `Record<string, ${shape(values as Schema, indent)}>`
      : 'object';
  }
  const inner = `${indent}  `;
  const lines = names.map((name) => member(name, properties[name] ?? {}, required.includes(name), inner));
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** A schema in the notation of TypeScript, one field a line with its description. */
export function shape(schema: Schema, indent = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const choices = schema.anyOf ?? (schema.oneOf as Schema[] | undefined);
  if (choices) return choices.map((choice) => shape(choice, indent)).join(' | ');
  if (schema.type === 'array') {
    const item = shape(schema.items ?? {}, indent);
    return item.includes(' | ') && item.length < MAX_WIDTH ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'object') return object(schema, indent);
  if (schema.type === 'integer') return 'number';
  return typeof schema.type === 'string' ? schema.type : 'unknown';
}
