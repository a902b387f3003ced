/** Stores whose passwords can be rotated. */
export const ROTATED_STORES = ['mysql', 'redis', 'milvus'] as const;
export type RotatedStore = (typeof ROTATED_STORES)[number];

/** The generation that passwords are to have, by name; those that are not named keep theirs. */
export type Rotation = Readonly<Record<string, number>>;

/** Tells a run of the program which passwords it makes anew, for example `mysql-password=2,redis-state-password=5`. */
export const ROTATION_VARIABLE = 'MCP_ROTATION';

/** Each password has two places, so that the old one is still known while the new one spreads. */
export const PLACES = ['', '-alternate'] as const;

/** The place that holds a generation; the first generation is 1. */
export const placeOf = (generation: number): 0 | 1 => ((generation - 1) % 2) as 0 | 1;

/** The generation in a place. One that was never rotated says none: then the first place is the one in use. */
export const generationIn = (place: 0 | 1, keepers: Record<string, string> | undefined): number =>
  keepers?.generation ? Number(keepers.generation) : 1 - place;

/** @throws Error for text that is no rotation */
export function parseRotation(text: string | undefined): Rotation {
  if (!text) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, name = '', generation = ''] = /^([a-z-]+-password)=([1-9]\d*)$/.exec(part) ?? [];
      if (!name) throw new Error(`${ROTATION_VARIABLE}=${text}: allowed is, for example, mysql-password=2`);
      return [name, Number(generation)];
    }),
  );
}

export const formatRotation = (rotation: Rotation): string =>
  Object.entries(rotation)
    .map(([name, generation]) => `${name}=${generation}`)
    .join(',');
