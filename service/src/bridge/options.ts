import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { VERSION } from '../version.ts';

export interface BridgeOptions {
  /** The service's `/mcp`, with the project where one is named. */
  url: URL;
  /** The API key, read anew for each request where it stands in a file, so that it can be changed meanwhile. */
  key(): string;
}

interface Given {
  url?: URL;
  keyFile?: string;
  project?: string;
}

const ENV_HELP = `
Environment:
  MCP_SYSTEM_API_KEY  the API key, unless --key-file is given
  MCP_SYSTEM_URL      the address, unless --url is given
  MCP_SYSTEM_PROJECT  the project, unless --project is given

The key is never taken from the command line, where every user of the machine could read it.`;

/**
 * Reads the command line and the environment.
 *
 * @throws CommanderError which names what is wrong
 */
export function parseOptions(argv: string[], env: NodeJS.ProcessEnv): BridgeOptions {
  const program = new Command('mcp-system-bridge')
    .description('Lets MCP clients that speak stdio alone use the service over HTTP')
    .version(VERSION)
    .option('--url <url>', 'address of the service, for example https://memory.example.com/mcp', address)
    .option('--key-file <path>', 'file that holds the API key')
    .option('--project <name>', 'project of calls that name none')
    .addHelpText('after', ENV_HELP)
    .configureOutput({ writeOut: (text) => void process.stderr.write(text) })
    .allowExcessArguments(false)
    .exitOverride();
  const given = program.parse(argv, { from: 'user' }).opts<Given>();
  const fail = (message: string): never => program.error(`error: ${message}`);
  const setting = env.MCP_SYSTEM_URL ? address(env.MCP_SYSTEM_URL) : undefined;
  const url = given.url ?? setting ?? fail('say where the service is: --url or MCP_SYSTEM_URL');
  const project = given.project ?? env.MCP_SYSTEM_PROJECT;
  if (project) url.searchParams.set('project', project);
  const key = keyReader(given.keyFile, env.MCP_SYSTEM_API_KEY);
  try {
    key();
  } catch (error) {
    fail((error as Error).message);
  }
  return { url, key };
}

function keyReader(file: string | undefined, key: string | undefined): () => string {
  const read = () => (file === undefined ? key : readFileSync(file, 'utf8')) ?? '';
  const where = file ?? 'MCP_SYSTEM_API_KEY';
  return () => {
    const found = read().trim();
    if (!found) throw new Error(`there is no API key in ${where}; give --key-file or MCP_SYSTEM_API_KEY`);
    if (!/^[\x21-\x7e]+$/.test(found)) throw new Error(`${where} holds more than an API key`);
    return found;
  };
}

function address(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('It must begin with http:// or https://.');
  }
  if (url.username || url.password) throw new InvalidArgumentError('It must hold no password.');
  if (url.pathname === '/') url.pathname = '/mcp';
  return url;
}
