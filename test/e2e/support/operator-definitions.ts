import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../cluster/run.ts';
import { goCommand, goEnvironment } from '../../cluster/toolchain/go.ts';

interface Published {
  /** Go module and version. */
  module: string;
  sum: string;
  files: string[];
}

/** The custom resource definitions that the program's objects are of, as the operators publish them. */
const OPERATORS: Published[] = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    files: ['podmonitors', 'prometheusrules', 'alertmanagerconfigs'].map(
      (plural) => `example/prometheus-operator-crd/monitoring.coreos.com_${plural}.yaml`,
    ),
  },
  {
    module: 'github.com/external-secrets/external-secrets@v1.3.2',
    sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
    files: ['config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  },
];

async function definitionsOf({ module, sum, files }: Published): Promise<string[]> {
  const env = { ...goEnvironment(), GOFLAGS: '-mod=mod' };
  const { stdout } = await run(await goCommand(), ['mod', 'download', '-json', module], { env, cwd: '/' });
  const { Dir, Sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
  // The public checksum database is not asked: it lacks some modules.
  if (Sum !== sum) throw new Error(`${module} is ${Sum}, not ${sum}`);
  return Promise.all(files.map((file) => readFile(join(Dir, file), 'utf8')));
}

/** All of them, as one stream of YAML documents. */
export async function operatorDefinitions(): Promise<string> {
  const texts: string[] = [];
  for (const operator of OPERATORS) texts.push(...(await definitionsOf(operator)));
  return texts.join('\n---\n');
}
