import { createHash } from 'node:crypto';
import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import random from '@pulumi/random';
import type { Settings } from '../../stacks/settings.ts';
import { keyedChecksum } from '../lib/checksum.ts';
import { type Content, type Contents, type Form, type Known, needs } from '../lib/credentials/known.ts';
import { storePasswords } from '../lib/credentials/names.ts';
import { MILVUS_USERS } from '../lib/credentials/users.ts';
import { labels } from '../lib/labels.ts';
import { ROTATED_STORES, type Rotation } from '../lib/rotation.ts';
import { passwordPair, UNCHANGING } from './password-pair.ts';
import type { SecretSource, StackSecret } from './secret-source.ts';

const PASSWORD_LENGTH = 32;
/** Letters and digits that carry 256 bits. */
const KEY_LENGTH = 43;
const KEY_ID_LENGTH = 12;

const FORMS: Record<Form, (text: string) => string> = {
  plain: (text) => text,
  url: encodeURIComponent,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  json: (text) => JSON.stringify(text),
};

type Values = Record<string, pulumi.Output<string>>;

interface Args {
  settings: Settings;
  namespace: pulumi.Input<string>;
  rotation: Rotation;
  /** Credentials from the settings. */
  given: Record<string, string>;
}

/** Credentials that the stack makes once and keeps, encrypted, in its state; and those of its settings. */
export class GeneratedSecrets implements SecretSource {
  private readonly current: Values = {};
  private readonly earlier: Values = {};
  private readonly checksumKey: pulumi.Output<string>;
  private readonly parent: pulumi.Resource;
  private readonly args: Args;

  /** @param parent whose children the credentials are, as they always were */
  constructor(parent: pulumi.Resource, args: Args) {
    this.parent = parent;
    this.args = args;
    const { settings, rotation, given } = args;
    const passwords = storePasswords(settings);
    for (const store of ROTATED_STORES) for (const name of passwords[store]) this.pair(name, rotation[name]);
    for (let number = 1; number <= settings.api.keys; number++) this.apiKey(`api-key-${number}`);
    for (const [name, value] of Object.entries(given)) this.current[name] = pulumi.secret(value);
    this.checksumKey = this.password('checksum-key', PASSWORD_LENGTH);
  }

  secret(name: string, contents: Contents): StackSecret {
    const files = Object.fromEntries(
      Object.entries(contents).map(([file, content]) => [file, this.filled(content)]),
    );
    const { metadata } = new k8s.core.v1.Secret(
      name,
      {
        metadata: {
          name,
          namespace: this.args.namespace,
          labels: labels(name, this.args.settings.cluster.namespace),
        },
        stringData: files,
      },
      { parent: this.parent },
    );
    // Nobody can tell the content from it. A secret it would make everything that carries it one: whole workloads.
    const checksum = pulumi.unsecret(
      pulumi
        .all([this.checksumKey, pulumi.all(files)])
        .apply(([key, content]) => keyedChecksum(key, content)),
    );
    return { name: metadata.name, keys: Object.keys(contents), checksum };
  }

  private filled(content: Content): pulumi.Output<string> {
    const wanted = needs([content]);
    const pick = (from: Values, names: string[]) =>
      pulumi.all(Object.fromEntries(names.map((name) => [name, from[name] as pulumi.Output<string>])));
    return pulumi
      .all([pick(this.current, wanted.of), pick(this.earlier, wanted.before)])
      .apply(([now, then]) => {
        const known: Known = {
          of: (name, form) => FORMS[form](now[name] as string),
          before: (name, form) => FORMS[form](then[name] as string),
        };
        return content(known);
      });
  }

  private pair(name: string, generation?: number): void {
    const { current, before, place } = passwordPair(this.parent, name, this.protect, generation);
    this.current[name] = current;
    this.earlier[name] = before;
    if (name !== 'milvus-password') return;
    this.current['milvus-user'] = place.apply((at) => MILVUS_USERS[at]);
    this.earlier['milvus-user'] = place.apply((at) => MILVUS_USERS[at === 0 ? 1 : 0]);
  }

  private apiKey(name: string): void {
    const id = new random.RandomString(
      `${name}-id`,
      { length: KEY_ID_LENGTH, special: false, upper: false },
      this.once,
    );
    this.current[name] = pulumi.interpolate`sk-${id.result}.${this.password(name, KEY_LENGTH)}`;
  }

  private password(name: string, length: number): pulumi.Output<string> {
    return new random.RandomPassword(name, { length, special: false }, this.once).result;
  }

  /** A changed input would make another value than the one that a client, or the state, knows. */
  private get once(): pulumi.CustomResourceOptions {
    return { parent: this.parent, protect: this.protect, ignoreChanges: [...UNCHANGING] };
  }

  private get protect(): boolean {
    return this.args.settings.protection.stores;
  }
}
