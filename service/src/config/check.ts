import type { TSchema } from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import type { Tree } from './tree.ts';

/** The JSON-Schema side of a TypeBox schema, as far as messages need it. */
interface Rule {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  items?: Rule;
  properties?: Record<string, Rule>;
  allowed?: string;
  secret?: boolean;
}

// The library stops after eight errors unless told otherwise; a reader wants them all.
Settings.Set({ maxErrors: 10_000 });

const ruleAt = (rule: Rule | undefined, keys: string[]): Rule | undefined =>
  keys.reduce((at: Rule | undefined, key) => at?.properties?.[key] ?? at?.items, rule);

/** Says what a rule accepts, in words. */
export function allowed(rule: Rule): string {
  if (rule.allowed) return rule.allowed;
  if (rule.enum) return rule.enum.join(', ');
  if (rule.type === 'integer') return `a whole number from ${rule.minimum} to ${rule.maximum}`;
  if (rule.type === 'number') return `a number from ${rule.minimum} to ${rule.maximum}`;
  if (rule.type === 'boolean') return 'true, false';
  if (rule.type === 'array') return 'a list';
  if (rule.type === 'object') return `a section with ${Object.keys(rule.properties ?? {}).join(', ')}`;
  return 'a text';
}

const TRUE = /^(true|1|yes|on)$/i;
const FALSE = /^(false|0|no|off)$/i;

function converted(value: string, rule: Rule | undefined): unknown {
  if (rule?.type === 'integer' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (rule?.type === 'boolean' && TRUE.test(value)) return true;
  if (rule?.type === 'boolean' && FALSE.test(value)) return false;
  if (rule?.type === 'array')
    return value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  return value;
}

/** Variables are text: turns those that stand for numbers, booleans and comma-separated lists into them. */
export function convertVariables(tree: Tree, schema: TSchema): void {
  for (const path of tree.textual) {
    const value = tree.get(path);
    if (typeof value !== 'string') continue;
    const rule = ruleAt(schema as Rule, path.split('.'));
    if (value === '' && rule?.type !== 'string') tree.take(path);
    else tree.replace(path, converted(value, rule));
  }
}

export interface Problem {
  path: string;
  text: string;
}

/** Every way in which `tree` breaks `schema`: key, value (never a secret's), source, and what is allowed. */
export function findProblems(tree: Tree, schema: TSchema): Problem[] {
  const problems = new Map<string, string>();
  for (const error of Value.Errors(schema, tree.root)) {
    const path = error.instancePath.slice(1).replaceAll('/', '.');
    if (error.keyword === 'additionalProperties') continue;
    if (error.keyword === 'required') {
      for (const key of (error.params as { requiredProperties: string[] }).requiredProperties) {
        const at = path ? `${path}.${key}` : key;
        problems.set(
          at,
          `${at} is not set; allowed: ${allowed(ruleAt(schema as Rule, at.split('.')) ?? {})}`,
        );
      }
    } else if (!problems.has(path)) problems.set(path, describe(path, tree, schema as Rule));
  }
  return [...problems].map(([path, text]) => ({ path, text }));
}

function describe(path: string, tree: Tree, schema: Rule): string {
  const keys = path.split('.');
  const rule = ruleAt(schema, keys);
  const from = tree.source(path) ? ` (from ${tree.source(path)})` : '';
  if (!rule) {
    const siblings = ruleAt(schema, keys.slice(0, -1))?.properties ?? schema.properties ?? {};
    return `${path} is not a known key${from}; allowed: ${Object.keys(siblings).join(', ')}`;
  }
  const value = rule.secret ? '' : ` = ${JSON.stringify(tree.get(path))}`;
  return `${path}${value} is not allowed${from}; allowed: ${allowed(rule)}`;
}
