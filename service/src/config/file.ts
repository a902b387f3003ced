import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { interpolate } from './interpolate.ts';
import type { Variables } from './secrets.ts';
import { Tree } from './tree.ts';

export interface FileResult {
  tree: Tree;
  problems: string[];
  /** Path of a value → why it could not be filled in; no matter when something else sets that path. */
  unfilled: Map<string, string>;
}

function parse(text: string, name: string): { root: unknown; problems: string[] } {
  try {
    const root = load(text) ?? {};
    if (typeof root === 'object' && !Array.isArray(root)) return { root, problems: [] };
    return { root: {}, problems: [`${name} must be a mapping of sections`] };
  } catch (error) {
    return { root: {}, problems: [`${name} is not valid YAML: ${(error as Error).message.split('\n')[0]}`] };
  }
}

/** Reads a YAML configuration and fills in its `${VAR}` references. An empty key (`ssl_cert:`) takes its default. */
export function readConfigFile(path: string, variables: Variables): FileResult {
  const { root, problems } = parse(readFileSync(path, 'utf8'), path);
  const values = Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]));
  const unfilled = new Map<string, string>();
  const tree = new Tree();

  const fill = (node: unknown, at: string): unknown => {
    if (at) tree.note(at, path);
    if (Array.isArray(node)) {
      return node.map((item, index) => fill(item, `${at}.${index}`)).filter((item) => item !== undefined);
    }
    if (node !== null && typeof node === 'object') {
      const entries = Object.entries(node).map(([key, value]) => [
        key,
        fill(value, at ? `${at}.${key}` : key),
      ]);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (node === null) return undefined;
    if (typeof node !== 'string' || !node.includes('${')) return node;
    const { value, used, missing } = interpolate(node, values);
    if (missing.length > 0) {
      unfilled.set(at, `${at}: ${missing.join(', ')} is not set (${path} says ${node})`);
      return undefined;
    }
    const sources = used.map((name) => variables[name]?.source ?? name);
    tree.note(at, [path, ...sources].join(' with '));
    tree.textual.add(at);
    return value;
  };

  Object.assign(tree.root, fill(root, ''));
  return { tree, problems, unfilled };
}
