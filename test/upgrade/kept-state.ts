import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Folder with a folder per release, each with a state per stack. */
export const statesFolder = join(import.meta.dirname, 'states');

/** A stack's state as Pulumi exports it, as far as it is looked at. */
export interface StackState {
  version: number;
  deployment: {
    secrets_providers: { state: { salt: string } };
    resources: StateResource[];
  } & Record<string, unknown>;
}

type Properties = Record<string, unknown>;

export interface StateResource {
  urn: string;
  type: string;
  custom?: boolean;
  inputs?: Properties;
  outputs?: Properties;
}

/** When and where in the program a resource was declared: of no use to a later program. */
const LEFT_OUT = ['created', 'modified', 'sourcePosition', 'stackTrace', 'propertyDependencies'];

/**
 * What a cluster's stack would have in its state, from the state of one whose objects became files: the provider
 * knows a context instead of a folder.
 */
export function asDeployed(state: StackState, context: string): StackState {
  const { manifest: _, ...deployment } = state.deployment;
  const resources = deployment.resources.map((resource) => {
    const kept = Object.entries(resource).filter(([key]) => !LEFT_OUT.includes(key));
    const { inputs, outputs, ...rest } = Object.fromEntries(kept) as unknown as StateResource;
    return rest.type === 'pulumi:providers:kubernetes'
      ? { ...rest, inputs: reaching(inputs, context), outputs: reaching(outputs, context) }
      : { ...rest, ...(inputs ? { inputs } : {}), ...(outputs ? { outputs } : {}) };
  });
  return { ...state, deployment: { ...deployment, resources } as StackState['deployment'] };
}

function reaching(properties: Properties = {}, context: string): Properties {
  const { renderYamlToDirectory: _, ...kept } = properties;
  return { ...kept, context };
}

const isObject = ({ type }: StateResource) => type.startsWith('kubernetes:');

/** What the provider writes down of an object: what it was given, twice, and who gave it. */
const outputsOf = ({ inputs, outputs }: StateResource): Properties => ({
  ...inputs,
  __inputs: inputs,
  __fieldManager: outputs?.__fieldManager,
  __initialApiVersion: inputs?.apiVersion,
});

/**
 * A state as lines of JSON: what holds for all of it, then each resource, so that two releases can be compared by eye.
 * Outputs that only repeat inputs are left out.
 */
export function stateText({ version, deployment: { resources, ...rest } }: StackState): string {
  const lines = resources.map((resource) => {
    const repeats = isObject(resource) && isDeepStrictEqual(resource.outputs, outputsOf(resource));
    const outputs = { __fieldManager: resource.outputs?.__fieldManager };
    return repeats ? { ...resource, outputs } : resource;
  });
  return [{ version, deployment: rest }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads such a text. */
export function stateOf(text: string): StackState {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const { version, deployment } = JSON.parse(head) as StackState;
  const resources = lines.map((line) => {
    const resource = JSON.parse(line) as StateResource;
    const leftOut = isObject(resource) && !resource.outputs?.__inputs;
    return leftOut ? { ...resource, outputs: outputsOf(resource) } : resource;
  });
  return { version, deployment: { ...deployment, resources } };
}
