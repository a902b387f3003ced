import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { ensureCluster } from './ensure.ts';
import { exitWith, Failure } from './failure.ts';
import { clusterStatus, isUp, removeCluster } from './lifecycle.ts';
import { binFolder, kubeconfigFile } from './paths.ts';

const program = new Command('cluster').description(
  'A one-node Kubernetes in a network namespace of this machine.',
);

program.command('up').description('bring the cluster up, building what is missing').action(ensureCluster);
program
  .command('down')
  .description('remove the cluster with its volumes; caches of builds stay')
  .action(removeCluster);
program
  .command('status')
  .description('tell whether it runs and where it is reached; exit code 1 when it does not run')
  .action(async () => {
    console.log(JSON.stringify(await clusterStatus(), null, 2));
    if (!isUp()) process.exitCode = 1;
  });
program
  .command('kubectl')
  .description('run kubectl against it')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[arguments...]')
  .action((args: string[]) => {
    if (!isUp()) throw new Failure('the cluster does not run: `npm run cluster -- up` brings it up');
    spawn(`${binFolder}/kubernetes`, ['kubectl', '--kubeconfig', kubeconfigFile, ...args], {
      stdio: 'inherit',
    }).on('exit', (code) => process.exit(code ?? 1));
  });

await program.parseAsync().catch(exitWith);
