import { randomInt } from 'node:crypto';

/** Inputs that RandomPassword and RandomString share. */
export interface TextInputs {
  length: number;
  lower?: boolean;
  upper?: boolean;
  numeric?: boolean;
  number?: boolean;
  special?: boolean;
  overrideSpecial?: string;
  minLower?: number;
  minUpper?: number;
  minNumeric?: number;
  minSpecial?: number;
  keepers?: Record<string, string>;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const SPECIAL = '!@#$%&*()-_=+[]{}<>:?';

/** Every input with the default of the official plugin. */
export function withDefaults(
  inputs: TextInputs,
): Required<Omit<TextInputs, 'keepers' | 'overrideSpecial'>> & TextInputs {
  const numeric = inputs.numeric ?? inputs.number ?? true;
  return {
    lower: true,
    upper: true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
    ...inputs,
    numeric,
    number: numeric,
  };
}

const pick = (alphabet: string, count: number): string[] =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)] as string);

function shuffled(characters: string[]): string[] {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] as string, result[last] as string];
  }
  return result;
}

/** A text from a cryptographic source that has the least number of each kind of character. */
export function randomText(given: TextInputs): string {
  const inputs = withDefaults(given);
  const special = inputs.overrideSpecial || SPECIAL;
  const alphabet = [
    inputs.lower ? LOWER : '',
    inputs.upper ? UPPER : '',
    inputs.numeric ? DIGITS : '',
    inputs.special ? special : '',
  ].join('');
  const least = [
    ...pick(LOWER, inputs.minLower),
    ...pick(UPPER, inputs.minUpper),
    ...pick(DIGITS, inputs.minNumeric),
    ...pick(special, inputs.minSpecial),
  ];
  return shuffled([...least, ...pick(alphabet, inputs.length - least.length)]).join('');
}

/** What the official plugin refuses. */
export function textFailures(given: TextInputs): { property: string; reason: string }[] {
  const inputs = withDefaults(given);
  if (!Number.isInteger(inputs.length) || inputs.length < 1) {
    return [{ property: 'length', reason: 'must be at least 1' }];
  }
  const least = inputs.minLower + inputs.minUpper + inputs.minNumeric + inputs.minSpecial;
  if (least > inputs.length) return [{ property: 'length', reason: `must be at least ${least}` }];
  if (!inputs.lower && !inputs.upper && !inputs.numeric && !inputs.special) {
    return [{ property: 'lower', reason: 'at least one kind of character must be allowed' }];
  }
  return [];
}
