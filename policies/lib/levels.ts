import { loadSettings, SettingsError } from '../../stacks/load.ts';
import { type Level, type PolicyName, usualLevel } from '../../stacks/policies.ts';

/**
 * How strict a stack is with each policy, by its name and its config key `settings` as Pulumi passes it on.
 * Wrong settings loosen nothing: the program names the mistakes.
 */
export function levelsOf(stack: string, config: string | undefined): (name: PolicyName) => Level {
  try {
    const { environment, policies } = loadSettings(stack, JSON.parse(config || '{}'));
    return (name) => policies[name]?.level ?? usualLevel(name, environment);
  } catch (error) {
    if (error instanceof SettingsError || error instanceof SyntaxError) return () => 'mandatory';
    throw error;
  }
}
