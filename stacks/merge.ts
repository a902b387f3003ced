export type Tree = Record<string, unknown>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `base` overlaid with `over`: sections merge, everything else is replaced, `null` takes a key away. */
export function merge(base: Tree, over: Tree): Tree {
  const result: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    if (value === null) delete result[key];
    else result[key] = isTree(value) ? merge(isTree(below) ? below : {}, value) : structuredClone(value);
  }
  return result;
}

/** The same value, no longer changeable at any depth. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
