import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../errors.ts';
import { MemoryId, MemoryType } from '../memories/schemas.ts';
import type { EntityKind } from './entities/entity.ts';
import { ENTITY_KINDS } from './entities/kinds.ts';
import { entityHeading, relationText } from './graph.ts';
import { EndLine, EntityLine, HeaderLine, MemoryLine, RelationLine } from './records.ts';

const FORMATS: Record<string, TSchema> = {
  'kind memory': MemoryLine,
  ...Object.fromEntries(ENTITY_KINDS.map(({ kind, schema }) => [`kind ${kind}`, schema])),
  'kind export': HeaderLine,
  'kind end': EndLine,
  'type entity': EntityLine,
  'type relation': RelationLine,
};

/** A line of an export that is no memory. */
export interface EntityText {
  of: EntityKind;
  /** Has passed the schema of its kind. */
  line: object;
}

const KINDS = ['memory', ...ENTITY_KINDS.map(({ kind }) => kind), 'export', 'end'];

/**
 * What a line says, in either format. A line that holds nothing to store gives nothing.
 *
 * @throws AppError INVALID_REQUEST naming what is wrong
 */
export function readLine(text: string): MemoryLine[] | EntityText {
  if (text.trim() === '') return [];
  const value = parse(text);
  const [format, schema] = Object.entries(FORMATS).find(([name]) => isFormat(value, name)) ?? [];
  if (!schema) {
    throw invalid(`it has neither "kind" (${KINDS.join(', ')}) nor "type" (entity, relation)`);
  }
  const [problem] = Value.Errors(schema, value);
  if (problem) throw invalid(describe(problem));
  const of = ENTITY_KINDS.find(({ kind }) => format === `kind ${kind}`);
  if (of) return { of, line: value as object };
  if (format === 'kind memory') return [value as MemoryLine];
  if (format === 'type entity') return fromEntity(value as EntityLine);
  return format === 'type relation' ? [graphMemory('relation', relationText(value as RelationLine))] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}`);
  }
}

function isFormat(value: unknown, name: string): boolean {
  const [field = '', is] = name.split(' ');
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[field] === is;
}

function fromEntity(entity: EntityLine): MemoryLine[] {
  const { name, entityType, observations } = entity;
  const [only] = observations;
  // How a memory that belongs to no graph is written in this format.
  if (observations.length === 1 && Value.Check(MemoryId, name) && Value.Check(MemoryType, entityType)) {
    return [checked({ kind: 'memory', id: name, type: entityType, content: only as string })];
  }
  const heading = entityHeading(entity);
  if (observations.length === 0) return [graphMemory('entity', heading)];
  return observations.map((observation) => graphMemory('observation', `${heading}\n${observation}`));
}

const graphMemory = (type: string, content: string) => checked({ kind: 'memory', type, content });

function checked(memory: MemoryLine): MemoryLine {
  const [problem] = Value.Errors(MemoryLine, memory);
  if (problem) throw invalid(`as a memory, ${describe(problem)}`);
  return memory;
}

type Problem = ReturnType<typeof Value.Errors>[number];

function describe({ keyword, instancePath, params, message }: Problem): string {
  const field = instancePath.split('/').slice(1).join('.') || 'the line';
  // Unknown fields have the schema `false`.
  if (keyword === 'boolean') return `${field} is not a known field`;
  const allowed = 'allowedValues' in params ? `: ${(params.allowedValues as unknown[]).join(', ')}` : '';
  return `${field} ${message}${allowed}`;
}

const invalid = (message: string) => new AppError('INVALID_REQUEST', { message });
