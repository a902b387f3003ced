import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { load } from 'js-yaml';

interface Kubeconfig {
  contexts?: { name?: string }[] | null;
}

/** Files that kubectl would read: KUBECONFIG, else the one in the home directory. */
export const kubeconfigFiles = (env = process.env): string[] =>
  env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? [join(homedir(), '.kube', 'config')];

/** Names of all contexts in `files`; files that are missing have none. */
export const contexts = (files: string[]): string[] =>
  files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    // kubectl takes an empty file for a configuration that names nothing.
    .filter((text) => text.trim() !== '')
    .flatMap((text) => (load(text) as Kubeconfig).contexts ?? [])
    .flatMap(({ name }) => name ?? []);

/** Why `context` cannot be deployed to, or undefined when it can. */
export function contextProblem(stack: string, context: string, known: string[]): string | undefined {
  const list = known.length > 0 ? `The kubeconfig has: ${known.join(', ')}.` : 'The kubeconfig has none.';
  if (context === '') {
    return `Stack ${stack} names no cluster. Name its kubeconfig context: pulumi config set --stack ${stack} --path settings.cluster.context NAME. ${list}`;
  }
  if (!known.includes(context)) {
    return `Stack ${stack} belongs to the kubeconfig context ${context}, which is missing. ${list}`;
  }
  return undefined;
}
