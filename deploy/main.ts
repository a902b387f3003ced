import { Command, InvalidArgumentError } from 'commander';
import { endWithChildren } from '../test/cluster/children.ts';
import { exitWith } from '../test/cluster/failure.ts';
import { doctor } from './commands/doctor.ts';
import { down } from './commands/down.ts';
import { drift } from './commands/drift.ts';
import { logs } from './commands/logs.ts';
import { preview } from './commands/preview.ts';
import { render } from './commands/render.ts';
import { restart } from './commands/restart.ts';
import { rollback } from './commands/rollback.ts';
import { rotate } from './commands/rotate.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import { top } from './commands/top.ts';
import { up } from './commands/up.ts';
import { upgrade } from './commands/upgrade.ts';

const port = (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new InvalidArgumentError('allowed: 1 to 65535');
  return value;
};

const program = new Command('./deploy.sh')
  .description('Brings a stack of the MCP system up and works with a running one.')
  .showHelpAfterError('(./deploy.sh --help lists the commands)')
  .addHelpText('after', '\n`./deploy.sh development` is short for `./deploy.sh up development`.');

/** A command that works on one stack. */
const onStack = (name: string, description: string, argument = '<stack>') =>
  program
    .command(name)
    .description(description)
    .argument(argument, 'development, staging, production, or another with a file Pulumi.<stack>.yaml')
    .option('--context <name>', 'kubeconfig context; must be the one the settings name')
    .option('--config-file <file>', "the stack's configuration (default: Pulumi.<stack>.yaml)");

const verbose = ['--verbose', 'show everything that Pulumi prints'] as const;

const allowStoreChanges = [
  '--allow-store-changes <Kind/name...>',
  'stores, volumes and credentials that this one run may replace or delete',
] as const;

program.commandsGroup('Deploy:');
onStack('up', 'bring the stack to its settings and wait until it is healthy')
  .option('--http-port <port>', 'loopback port of the API on the one-node cluster', port, 8000)
  .option('--ws-port <port>', 'loopback port of the WebSocket on the one-node cluster', port, 8765)
  .option('--image-tag <tag>', 'deploy this release of the service (or tag@sha256:…); taken back if it fails')
  .option('--refresh', 'look at the cluster first, and bring back what was changed there')
  .option(...allowStoreChanges)
  .option(...verbose)
  .action((stack, { imageTag, ...options }) =>
    imageTag === undefined ? up(stack, options) : upgrade(stack, imageTag, options),
  );
onStack('rollback', 'deploy the previous good release again', '[stack]')
  .option('--list', 'list the releases, newest first')
  .option('--http-port <port>', 'loopback port of the API on the one-node cluster', port, 8000)
  .option('--ws-port <port>', 'loopback port of the WebSocket on the one-node cluster', port, 8765)
  .action((stack = 'production', options) => rollback(stack, options));
onStack('preview', 'show what an up would change')
  .option('--diff', 'show every changed value')
  .option('--markdown', 'as a comment for a pull request, of at most 65,536 bytes')
  .option('--out <file>', 'write it there instead of to the terminal')
  .option(...allowStoreChanges)
  .addHelpText(
    'after',
    '\nExit codes: 0 may be deployed, 1 cannot be planned, 3 violates a mandatory policy, 4 would replace or delete a store.',
  )
  .action(preview);
onStack('drift', 'compare the cluster with what was deployed')
  .option('--json', 'as JSON')
  .option('--markdown', 'as a comment')
  .option('--out <file>', 'write it there instead of to the terminal')
  .addHelpText('after', '\nExit codes: 0 the same, 2 drifted, 1 unknown.')
  .action(drift);
onStack('render', 'write the manifests into a folder, secrets masked')
  .requiredOption('--out <folder>', 'a new or an empty folder')
  .action(render);
onStack('down', 'remove the stack with its volumes; protected stores stay, without pods')
  .option('--delete-data <stack>', "the stack's name once more: deletes its protected stores for good, too")
  .option(...verbose)
  .action(down);
program.commandsGroup('Operate:');
onStack('status', 'tell how the stack does', '[stack]')
  .option('--json', 'as JSON')
  .action((stack = 'development', options) => status(stack, options));
onStack('doctor', 'tell whether the cluster has what the stack needs')
  .option('--json', 'as JSON')
  .addHelpText('after', '\nExit codes: 0 nothing is missing, 1 something is.')
  .action(doctor);
onStack('stop', 'stop all pods; volumes stay').action(stop);
onStack('start', 'start a stopped stack').action(start);
onStack('restart', "replace the API's pods one by one").action(restart);
onStack('rotate', 'give the stores new passwords while the service goes on')
  .option('--store <name...>', 'mysql, redis, milvus (default: all that the stack runs)')
  .option(...verbose)
  .action(rotate);
onStack('logs', "print a component's log")
  .option('--level <level>', 'only lines at least this grave: trace, debug, info, warn, error, fatal')
  .option('--follow', 'go on as lines are written')
  .option(
    '--component <name>',
    'mcp-api, mysql, redis-state, redis-cache, milvus, embeddings, prometheus …',
    'mcp-api',
  )
  .option('--tail <lines>', 'last lines of each pod; -1 for all', '200')
  .action(logs);
onStack('top', 'print what the pods use').action(top);

endWithChildren();
const [first, ...rest] = process.argv.slice(2);
const isCommand =
  first === undefined ||
  first.startsWith('-') ||
  first === 'help' ||
  program.commands.some((c) => c.name() === first);
await program
  .parseAsync(isCommand ? process.argv.slice(2) : ['up', first, ...rest], { from: 'user' })
  .catch(exitWith);
