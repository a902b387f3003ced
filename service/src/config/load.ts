import { existsSync } from 'node:fs';
import { Value } from 'typebox/value';
import { assetPath } from '../assets.ts';
import { convertVariables, findProblems } from './check.ts';
import { readConfigFile } from './file.ts';
import { applyOverrides } from './overrides.ts';
import { brokenRules } from './rules.ts';
import { type Config, ConfigSchema } from './schema.ts';
import { readSecrets, type Variables } from './secrets.ts';
import { foldShorthand } from './shorthand.ts';

export type { Config } from './schema.ts';

export interface LoadOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** YAML file; default: CONFIG_FILE, else the config.yaml beside the service. */
  file?: string;
  /** Folder with one file per secret; default: SECRETS_DIR, else none. */
  secretsDir?: string;
}

/** Everything that is wrong with the configuration, one line per problem. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The configuration has errors:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

function readVariables(env: LoadOptions['env'], secretsDir: string | undefined): Variables {
  const variables = secretsDir ? readSecrets(secretsDir) : {};
  for (const [name, value] of Object.entries(env)) {
    if (value) variables[name] = { value, source: `environment variable ${name}` };
  }
  return variables;
}

/** Freezes a value with everything in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}

/** The YAML file that `loadConfig` reads. */
export const configFile = ({ file, env }: LoadOptions): string =>
  file ?? env.CONFIG_FILE ?? assetPath('config.yaml');

/**
 * Puts the configuration together. Environment variables win over secret files, those over the file's own
 * values, those over the defaults.
 *
 * @throws ConfigError naming every problem at once: key, value (never a secret's), source, and what is allowed.
 */
export function loadConfig(options: LoadOptions): Config {
  const { env } = options;
  const file = configFile(options);
  const secretsDir = options.secretsDir ?? env.SECRETS_DIR;
  const absent = [
    ...(existsSync(file) ? [] : [`the configuration file ${file} does not exist`]),
    ...(!secretsDir || existsSync(secretsDir) ? [] : [`the secrets folder ${secretsDir} does not exist`]),
  ];
  if (absent.length > 0) throw new ConfigError(absent);

  const variables = readVariables(env, secretsDir);
  const { tree, problems, unfilled } = readConfigFile(file, variables);
  applyOverrides(tree, variables);
  foldShorthand(tree);
  convertVariables(tree, ConfigSchema);
  for (const [path, problem] of unfilled) if (tree.get(path) === undefined) problems.push(problem);
  Object.assign(tree.root, Value.Default(ConfigSchema, tree.root));
  problems.push(
    ...findProblems(tree, ConfigSchema)
      .filter((problem) => !unfilled.has(problem.path))
      .map((p) => p.text),
  );
  const config = tree.root as Config;
  if (problems.length === 0) problems.push(...brokenRules(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(config);
}
