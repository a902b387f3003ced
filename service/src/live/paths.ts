import { ConfigSchema } from '../config/schema.ts';

interface Node {
  properties?: Record<string, Node>;
  secret?: boolean;
  items?: { secret?: boolean };
}

const leavesOf = (node: Node, at: string): [string, Node][] =>
  Object.entries(node.properties ?? {}).flatMap(([name, child]): [string, Node][] => {
    const path = at ? `${at}.${name}` : name;
    return child.properties ? leavesOf(child, path) : [[path, child]];
  });

/** Every key of the configuration by its dotted path, and whether its value is a secret. */
export const CONFIG_KEYS: ReadonlyMap<string, { secret: boolean }> = new Map(
  leavesOf(ConfigSchema as Node, '').map(([path, { secret, items }]) => [
    path,
    { secret: secret === true || items?.secret === true },
  ]),
);

/** The value at a dotted path of a configuration. */
export const valueAt = (config: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], config);
