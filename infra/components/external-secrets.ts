import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { type Contents, type Form, type Known, needs } from '../lib/credentials/known.ts';
import { MILVUS_USERS } from '../lib/credentials/users.ts';
import { labels } from '../lib/labels.ts';
import type { SecretSource, StackSecret } from './secret-source.ts';

type Store = NonNullable<Settings['secrets']['externalSecrets']>;

const FUNCTIONS: Record<Form, string> = {
  plain: '',
  url: ' | urlquery',
  sha256: ' | sha256sum',
  json: ' | toJson',
};

/** Not secrets, and nobody's choice. */
const CONSTANTS: Record<string, string> = { 'milvus-user': MILVUS_USERS[0] };

const LITERAL: Record<Form, (text: string) => string> = {
  plain: (text) => text,
  url: encodeURIComponent,
  sha256: (text) => `{{ "${text}" | sha256sum }}`,
  json: (text) => JSON.stringify(text),
};

/** Names in templates are those of Go: no hyphens. */
const variable = (credential: string): string => credential.replaceAll('-', '_');

const template: Known = {
  of: (credential, form) => {
    const constant = CONSTANTS[credential];
    return constant ? LITERAL[form](constant) : `{{ .${variable(credential)}${FUNCTIONS[form]} }}`;
  },
  before: () => undefined,
};

interface Args {
  settings: Settings;
  namespace: pulumi.Input<string>;
  store: Store;
}

/**
 * Credentials that an external secret store keeps: the External Secrets operator makes the same Secrets of them, with
 * the same files, so that nothing that mounts them can tell.
 */
export class ExternalSecrets implements SecretSource {
  private readonly parent: pulumi.Resource;
  private readonly args: Args;

  constructor(parent: pulumi.Resource, args: Args) {
    this.parent = parent;
    this.args = args;
  }

  secret(name: string, contents: Contents): StackSecret {
    const { settings, namespace, store } = this.args;
    const own = labels(name, settings.cluster.namespace);
    const data = Object.fromEntries(
      Object.entries(contents).map(([file, content]) => [file, content(template)]),
    );
    const wanted = needs(Object.values(contents)).of.filter((credential) => !CONSTANTS[credential]);
    const spec = {
      refreshInterval: `${store.refreshMinutes}m`,
      secretStoreRef: { name: store.store, kind: store.storeKind },
      target: {
        name,
        creationPolicy: 'Owner',
        // What is mounted stays when the store cannot be reached or loses an entry.
        deletionPolicy: 'Retain',
        template: { engineVersion: 'v2', metadata: { labels: own }, data },
      },
      data: wanted.map((credential) => ({
        secretKey: variable(credential),
        remoteRef: { key: store.key, property: credential },
      })),
    };
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name, namespace, labels: own },
        spec,
      },
      { parent: this.parent },
    );
    // Nobody here sees the values: their version, which is a setting, stands for them.
    const version = checksum(JSON.stringify(spec), String(store.version));
    return { name: pulumi.output(name), keys: Object.keys(contents), checksum: pulumi.output(version) };
  }
}
