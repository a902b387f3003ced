import { isDeepStrictEqual } from 'node:util';
import { convertVariables, findProblems } from '../config/check.ts';
import { type Config, ConfigError, deepFreeze } from '../config/load.ts';
import { brokenRules } from '../config/rules.ts';
import { ConfigSchema } from '../config/schema.ts';
import { Tree } from '../config/tree.ts';
import { isLive, whyCold } from './keys.ts';
import { CONFIG_KEYS, valueAt } from './paths.ts';

/** Values of live keys, by dotted path. A text stands for a number, a boolean or a comma-separated list too. */
export type Overrides = Readonly<Record<string, unknown>>;

function refusals(values: Overrides): string[] {
  return Object.keys(values)
    .filter((key) => !isLive(key))
    .map((key) =>
      CONFIG_KEYS.has(key) ? whyCold(key) : `${key} is not a known key; \`ops config list\` shows them all`,
    );
}

/**
 * `config` with other values for some live keys, checked like a configuration file.
 *
 * @throws ConfigError naming every key that is unknown, cannot change live, or has a value that is not allowed
 */
export function overlay(config: Config, values: Overrides): Config {
  const refused = refusals(values);
  if (refused.length > 0) throw new ConfigError(refused);
  const tree = new Tree(structuredClone(config));
  for (const [key, value] of Object.entries(values)) tree.set(key, value, 'the value given');
  convertVariables(tree, ConfigSchema);
  const problems = findProblems(tree, ConfigSchema).map(({ text }) => text);
  if (problems.length === 0) problems.push(...brokenRules(tree.root as Config));
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(tree.root as Config);
}

/** The keys whose values differ. */
export const changedKeys = (before: Config, now: Config): string[] =>
  [...CONFIG_KEYS.keys()].filter((key) => !isDeepStrictEqual(valueAt(before, key), valueAt(now, key)));
