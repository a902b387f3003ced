import * as pulumi from '@pulumi/pulumi';
import random from '@pulumi/random';
import { generationIn, PLACES, placeOf } from '../lib/rotation.ts';

const LENGTH = 32;
/** Inputs whose changes do nothing: they would make another value. */
export const UNCHANGING = ['length', 'special', 'upper'] as const;

type Keepers = Record<string, string> | undefined;

/** A password with the one before it. */
export interface PasswordPair {
  current: pulumi.Output<string>;
  /** Of the generation before; before the first rotation one that nobody uses. */
  before: pulumi.Output<string>;
  /** Which of the two places holds the current one. */
  place: pulumi.Output<0 | 1>;
}

/**
 * What an output says, or undefined where it says nothing. A preview takes an output that the state lacks for one that
 * is not known yet, and would show a change of everything that is made of it.
 */
const orNothing = (output: pulumi.Output<Keepers>): pulumi.Output<Keepers> => {
  const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
  return pulumi.output(isKnown.then((known) => (known ? output : undefined)));
};

/**
 * Two passwords that take turns. Which of them is the current one stands in the state alone, so that neither the
 * program nor the settings of another commit can take it back.
 * @param generation the one that this run makes; undefined = both stay as they are, whatever they are
 */
export function passwordPair(
  parent: pulumi.Resource,
  name: string,
  protect: boolean,
  generation?: number,
): PasswordPair {
  const passwords = PLACES.map((suffix, place) => {
    const isNew = generation !== undefined && placeOf(generation) === place;
    return new random.RandomPassword(
      `${name}${suffix}`,
      { length: LENGTH, special: false, ...(isNew ? { keepers: { generation: String(generation) } } : {}) },
      {
        parent,
        protect,
        // A changed input would make a new password that the store's volume does not know.
        ignoreChanges: [...UNCHANGING, ...(isNew ? [] : ['keepers'])],
      },
    );
  }) as [random.RandomPassword, random.RandomPassword];
  const place = pulumi
    .all(passwords.map(({ keepers }) => orNothing(keepers)))
    .apply(([first, second]): 0 | 1 => (generationIn(1, second) > generationIn(0, first) ? 1 : 0));
  const [first, second] = passwords.map(({ result }) => result) as [
    pulumi.Output<string>,
    pulumi.Output<string>,
  ];
  return {
    current: pulumi.all([place, first, second]).apply(([at, a, b]) => (at === 0 ? a : b)),
    before: pulumi.all([place, first, second]).apply(([at, a, b]) => (at === 0 ? b : a)),
    place,
  };
}
