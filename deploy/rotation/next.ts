import { storePasswords } from '../../infra/lib/credentials/names.ts';
import { generationIn, PLACES, placeOf, type RotatedStore, type Rotation } from '../../infra/lib/rotation.ts';
import type { Settings } from '../../stacks/settings.ts';

interface State {
  deployment?: {
    resources?: { type: string; urn: string; inputs?: { keepers?: Record<string, string> } }[];
  };
}

/** What a rotation of some stores makes of a stack's state. */
export interface NextRotation {
  rotation: Rotation;
  /** The places that it makes anew, as the guard of the stores calls them. */
  replaced: string[];
}

/**
 * The next generation of every password of `stores`, each counted by itself: a run that was broken off may have made
 * some and not others, and the one in use must never be the one that is made anew.
 * @param exported the stack's state as JSON
 */
export function nextRotation(exported: string, settings: Settings, stores: RotatedStore[]): NextRotation {
  const resources = (JSON.parse(exported) as State).deployment?.resources ?? [];
  const passwords = new Map(
    resources
      .filter(({ type }) => type === 'random:index/randomPassword:RandomPassword')
      .map(({ urn, inputs }) => [urn.split('::').at(-1), inputs?.keepers]),
  );
  const rotation: Record<string, number> = {};
  const replaced: string[] = [];
  for (const name of stores.flatMap((store) => storePasswords(settings)[store])) {
    const [first, second] = PLACES.map((suffix) => passwords.get(`${name}${suffix}`));
    const generation = Math.max(generationIn(0, first), generationIn(1, second)) + 1;
    rotation[name] = generation;
    const place = `${name}${PLACES[placeOf(generation)]}`;
    if (passwords.has(place)) replaced.push(`RandomPassword/${place}`);
  }
  return { rotation, replaced };
}
