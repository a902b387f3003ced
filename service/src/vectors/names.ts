/** The name of a collection that `alias` may lead to. */
export const generationName = (alias: string, generation: number): string => `${alias}_g${generation}`;

/** The generation in the name of a collection; 0 when it is not one of this alias. */
export const generationOf = (alias: string, name: string): number =>
  name.startsWith(`${alias}_g`) ? Number(/^\d+$/.exec(name.slice(alias.length + 2))?.[0] ?? 0) : 0;
