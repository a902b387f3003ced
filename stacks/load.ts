import { freeze, isTree, merge, type Tree } from './merge.ts';
import { type Mistake, mistakesIn } from './mistakes.ts';
import { development } from './profiles/development.ts';
import { production } from './profiles/production.ts';
import { staging } from './profiles/staging.ts';
import { conflicts } from './rules.ts';
import { type Environment, type Profile, type Settings, SettingsSchema } from './settings.ts';

const PROFILES: Record<Environment, Profile> = { development, staging, production };

/** All mistakes in a stack's settings, listed at once. */
export class SettingsError extends Error {
  readonly mistakes: Mistake[];

  constructor(stack: string, mistakes: Mistake[]) {
    const lines = mistakes.map(({ key, value, allowed }) =>
      value === undefined
        ? `  ${key}: ${allowed}`
        : `  ${key} = ${JSON.stringify(value)}: allowed is ${allowed}`,
    );
    const count = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`;
    super(`${count} in the settings of stack ${stack}:\n${lines.join('\n')}`);
    this.name = 'SettingsError';
    this.mistakes = mistakes;
  }
}

const isEnvironment = (name: unknown): name is Environment =>
  typeof name === 'string' && Object.hasOwn(PROFILES, name);

/** A digest replaces the profile's build and the other way round: they are one choice. */
function withoutOtherSource(profile: Tree, overrides: Tree): Tree {
  const image = isTree(overrides.api) && isTree(overrides.api.image) ? overrides.api.image : {};
  const dropped =
    image.digest && !image.build ? 'build' : image.build && image.digest === undefined ? 'digest' : undefined;
  return dropped ? merge(profile, { api: { image: { [dropped]: null } } }) : profile;
}

const valueAt = (tree: unknown, key: string): unknown =>
  key.split('.').reduce((at: unknown, part) => (isTree(at) ? at[part] : undefined), tree);

/**
 * The settings of `stack`: its environment's profile overlaid with `overrides` (config key `settings`).
 * A stack named after an environment uses that profile; any other names one in `environment`.
 * @throws SettingsError with every mistake.
 */
export function loadSettings(stack: string, overrides: unknown = {}): Settings {
  if (!isTree(overrides))
    throw new SettingsError(stack, [{ key: 'settings', value: overrides, allowed: 'a section' }]);
  const environment = overrides.environment ?? stack;
  if (!isEnvironment(environment) || (isEnvironment(stack) && environment !== stack)) {
    const allowed = isEnvironment(stack) ? `${stack}, like the stack` : Object.keys(PROFILES).join(', ');
    throw new SettingsError(stack, [{ key: 'environment', value: environment, allowed }]);
  }
  const profile = merge(PROFILES[environment] as unknown as Tree, {
    cluster: { namespace: `mcp-${stack}` },
  });
  const merged = merge(withoutOtherSource(profile, overrides), overrides);
  const mistakes = mistakesIn(SettingsSchema, merged);
  if (mistakes.length > 0) throw new SettingsError(stack, mistakes);
  const settings = merged as unknown as Settings;
  const broken = conflicts(settings);
  if (broken.length > 0) {
    throw new SettingsError(
      stack,
      broken.map((conflict) => {
        const value = valueAt(merged, conflict.key);
        return isTree(value) || value === undefined ? conflict : { ...conflict, value };
      }),
    );
  }
  return freeze(settings);
}
