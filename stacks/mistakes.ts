import { closest, distance } from 'fastest-levenshtein';
import type { TSchema } from 'typebox';
import { Settings as TypeBox } from 'typebox/system';
import { Value } from 'typebox/value';
import type { RuleName } from './rules.ts';

/** One wrong setting. The value is left out where it is sensitive or missing. */
export interface Mistake {
  key: string;
  value?: unknown;
  allowed: string;
  /** The rule that is broken, where the value is wrong only beside another one. */
  rule?: RuleName;
}

/** The side of the schema that messages need. */
export interface Rule {
  description?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  allowed?: string;
  sensitive?: boolean;
  properties?: Record<string, Rule>;
  /** Of a section whose keys are free: by a pattern that takes them all. */
  patternProperties?: Record<string, Rule>;
  items?: Rule;
}

// The library stops after eight errors unless told otherwise; a reader wants them all.
TypeBox.Set({ maxErrors: 10_000 });

type Path = string[];

const below = ({ properties, patternProperties, items }: Rule, part: string): Rule | undefined =>
  properties?.[part] ?? Object.values(patternProperties ?? {})[0] ?? items;

const ruleAt = (schema: TSchema, path: Path): Rule | undefined =>
  path.reduce((rule: Rule | undefined, part) => rule && below(rule, part), schema as Rule);

/** What a rule of the schema accepts, in words. */
export function allowedBy(rule: Rule): string {
  if (rule.allowed) return rule.allowed;
  if (rule.enum) return rule.enum.join(', ');
  if (rule.type === 'integer') return `a whole number from ${rule.minimum} to ${rule.maximum}`;
  if (rule.type === 'number') return `a number from ${rule.minimum} to ${rule.maximum}`;
  if (rule.type === 'boolean') return 'true, false';
  if (rule.type === 'array') return rule.items?.allowed ? `a list; each: ${rule.items.allowed}` : 'a list';
  if (rule.properties) return `a section with ${Object.keys(rule.properties).join(', ')}`;
  if (rule.type === 'object') return 'a section of texts';
  return 'a text';
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((at: unknown, part) => (at as Record<string, unknown> | undefined)?.[part], value);

/** The parts of a JSON pointer. */
const parts = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Far enough apart, a suggestion would only confuse. */
const NEAR = 4;

function unknownKey(schema: TSchema, path: Path): Mistake {
  const [parent, name] = [path.slice(0, -1), path.at(-1) as string];
  const known = Object.keys(ruleAt(schema, parent)?.properties ?? {});
  const guess = known.length > 0 ? closest(name, known) : name;
  const near = known.includes(guess) && distance(name, guess) <= Math.min(NEAR, name.length - 1);
  const hint = near ? `did you mean ${[...parent, guess].join('.')}?` : `known: ${known.join(', ')}`;
  return { key: path.join('.'), allowed: `unknown key; ${hint}` };
}

/** Every way in which `value` breaks `schema`, one mistake per key. */
export function mistakesIn(schema: TSchema, value: unknown): Mistake[] {
  const found = new Map<string, Mistake>();
  const note = (mistake: Mistake) => {
    if (!found.has(mistake.key)) found.set(mistake.key, mistake);
  };
  for (const error of Value.Errors(schema, value)) {
    const path = parts(error.instancePath);
    if (error.keyword === 'additionalProperties') continue;
    if (error.keyword === 'required') {
      for (const name of (error.params as { requiredProperties: string[] }).requiredProperties) {
        const missing = [...path, name];
        note({ key: missing.join('.'), allowed: `missing; ${allowedBy(ruleAt(schema, missing) ?? {})}` });
      }
      continue;
    }
    const rule = ruleAt(schema, path);
    if (!rule) note(unknownKey(schema, path));
    else
      note({
        key: path.join('.'),
        allowed: allowedBy(rule),
        ...(rule.sensitive ? {} : { value: valueAt(value, path) }),
      });
  }
  return [...found.values()];
}
