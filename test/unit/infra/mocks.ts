import * as pulumi from '@pulumi/pulumi';
import type { Rotation } from '../../../infra/lib/rotation.ts';
import { loadSettings } from '../../../stacks/load.ts';

/** One resource as the program asked for it. */
export interface Recorded {
  type: string;
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: every kind has inputs of its own
  inputs: any;
  /** Keys of inputs that carry the mark of a secret. */
  secrets: string[];
  /** Refuses to be deleted. */
  protect: boolean;
  /** Stays when the stack goes. */
  retain: boolean;
  /** Inputs whose later changes do nothing. */
  ignored: string[];
}

const SIGNATURE = '4dabf18193072939515e22adb298388d';
/** What the signature says of a secret. */
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** The value without the marks of secrets, at any depth. */
// biome-ignore lint/suspicious/noExplicitAny: see above
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (SIGNATURE in value) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** Whether a value or a part of it carries the mark of a secret. */
const isMarked = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (SIGNATURE in value || Object.values(value).some(isMarked));

/** Everything a stack declares, and its outputs; `overrides` are its settings. */
export async function declared(
  stack: string,
  overrides: object = {},
  options: { preview?: boolean; renderTo?: string; rotation?: Rotation } = {},
) {
  const resources: Recorded[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const secrets = Object.keys(inputs).filter((key) => isMarked(inputs[key]));
        resources.push({ type, name, inputs: plain(inputs), secrets, ...NO_OPTIONS });
        return { id: `${name}-id`, state: { ...plain(inputs), ...generated(type, name) } };
      },
      call: () => ({}),
    },
    'mcp-system',
    stack,
    options.preview ?? false,
  );
  const optionsOf = recordOptions();
  const { declareStack } = await import('../../../infra/stack.ts');
  const settings = loadSettings(stack, overrides);
  const outputs = declareStack({
    settings,
    context: settings.cluster.context,
    renderTo: options.renderTo,
    rotation: options.rotation ?? {},
  });
  await Promise.all(
    Object.values(outputs).map((output) =>
      pulumi.Output.isInstance(output) ? new Promise((done) => output.apply(done)) : undefined,
    ),
  );
  await pulumi.runtime.disconnect();
  for (const resource of resources)
    Object.assign(resource, optionsOf.get(`${resource.type} ${resource.name}`));
  return { resources, outputs, settings };
}

type Options = Pick<Recorded, 'protect' | 'retain' | 'ignored'>;

const NO_OPTIONS: Options = { protect: false, retain: false, ignored: [] };

interface Request {
  getType(): string;
  getName(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
}

/** The mocks do not tell the options of a resource, so they are read where the requests pass. */
function recordOptions(): Map<string, Options> {
  const options = new Map<string, Options>();
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: Request, ...rest: unknown[]): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    options.set(`${request.getType()} ${request.getName()}`, {
      protect: request.getProtect(),
      retain: request.getRetainondelete(),
      ignored: request.getIgnorechangesList(),
    });
    return register(request, ...rest);
  };
  return options;
}

export const DIGEST = `sha256:${'d'.repeat(64)}`;

function generated(type: string, name: string): object {
  if (type === 'random:index/randomPassword:RandomPassword')
    return { result: { [SIGNATURE]: SECRET, value: `password/of:${name}@` } };
  if (type === 'random:index/randomString:RandomString') return { result: 'abc123' };
  if (type === 'docker:index/image:Image') return { repoDigest: `docker.io/mcp-api@${DIGEST}` };
  return {};
}

/** The one resource of that kind (the last part of its type) and name. */
export function find(resources: Recorded[], kind: string, name: string): Recorded {
  const found = resources.filter(
    ({ type, name: own }) => !type.startsWith('mcp:') && type.endsWith(`:${kind}`) && own === name,
  );
  if (found.length !== 1) {
    const known = resources.filter(({ type }) => type.endsWith(`:${kind}`)).map((resource) => resource.name);
    throw new Error(`${found.length} ${kind} ${name}; there are: ${known.join(', ')}`);
  }
  return found[0] as Recorded;
}

/** All resources of that kind. */
export const all = (resources: Recorded[], kind: string): Recorded[] =>
  resources.filter(({ type }) => type.startsWith('kubernetes:') && type.endsWith(`:${kind}`));

/** Pod specs of everything that runs pods, by name. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export const pods = (resources: Recorded[]): [string, any][] =>
  ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) =>
    all(resources, kind).map(
      (resource) => [resource.name, resource.inputs.spec.template.spec] as [string, never],
    ),
  );
