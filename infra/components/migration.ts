import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { ACCOUNTS_FILE } from '../lib/credentials/accounts.ts';
import { labels } from '../lib/labels.ts';
import { UIDS } from '../lib/names.ts';
import { podSpec } from '../lib/pod.ts';
import { scaled } from '../lib/resources.ts';
import type { ServiceFiles } from '../lib/service-files.ts';
import { Account } from './account.ts';
import type { Priorities } from './priorities.ts';
import type { StackSecret } from './secret-source.ts';

/** How long the Job waits for stores that are still starting, and how long it may work after that. */
const WAIT_SECONDS = 300;
const WORK_SECONDS = 600;
const ACCOUNTS_DIR = '/etc/mcp-accounts';
const ACCOUNTS_CONTAINER = 'accounts';
const RESOURCES = { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } };

/** What the administrators run: `apply` before clients change, `settle` after. */
const accountsCommand = (step: 'apply' | 'settle'): string[] => [
  'node',
  '/app/ops.js',
  'accounts',
  step,
  '--file',
  `${ACCOUNTS_DIR}/${ACCOUNTS_FILE}`,
  '--wait',
  String(WAIT_SECONDS),
];

export interface MigrationArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  image: pulumi.Input<string>;
  files: ServiceFiles;
  /** Secret with the accounts that the stores are to have; left out = they are somebody else's. */
  accounts?: StackSecret;
}

/** The Job that brings the stores to the image's version; a new one for another image, other credentials or another model. */
export class Migration extends pulumi.ComponentResource {
  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Migration', name, {}, opts);
    const { settings, namespace, image, files, accounts } = args;
    const component = labels('mcp-migrate', settings.cluster.namespace, settings.api.image.tag);
    const account = new Account(
      name,
      { metadata: { name: 'mcp-migrate', namespace, labels: component } },
      { parent: this },
    );
    const hash = pulumi
      .all([pulumi.output(image), files.storesChecksum])
      .apply(([reference, content]) => checksum(reference, content).slice(0, 10));
    new k8s.batch.v1.Job(
      name,
      {
        metadata: {
          name: pulumi.interpolate`mcp-migrate-${hash}`,
          namespace,
          labels: component,
          // A run that failed once is made anew by the next deployment.
          annotations: { 'pulumi.com/replaceUnready': 'true' },
        },
        spec: {
          // It waits for stores by itself; what fails twice more is a mistake, and Pulumi tells of it after that. (Not
          // podFailurePolicy: Pulumi goes on waiting for a Job that such a policy has failed.)
          backoffLimit: 2,
          activeDeadlineSeconds: WAIT_SECONDS + WORK_SECONDS,
          template: {
            metadata: { labels: component },
            spec: podSpec({
              uid: UIDS.api,
              serviceAccount: account.name,
              priorityClass: args.priorities.of('mcp-migrate'),
              container: {
                name: 'migrate',
                image,
                command: ['node', '/app/ops.js', 'migrate', '--wait', String(WAIT_SECONDS)],
                env: files.env,
                resources: scaled(RESOURCES, settings.cluster.scale),
              },
              mounts: files.mounts,
              volumes: [
                ...files.volumes,
                ...(accounts
                  ? [{ name: 'accounts', secret: { secretName: accounts.name, defaultMode: 0o440 } }]
                  : []),
              ],
              scratch: { '/tmp': '64Mi' },
              graceSeconds: 30,
              // The stores' administrators work in a container of their own, which ends before the migration begins.
              ...(accounts
                ? {
                    before: {
                      container: {
                        name: ACCOUNTS_CONTAINER,
                        image,
                        command: accountsCommand('apply'),
                        resources: scaled(RESOURCES, settings.cluster.scale),
                      },
                      mounts: [{ name: 'accounts', mountPath: ACCOUNTS_DIR, readOnly: true }],
                    },
                  }
                : {}),
              extra: { restartPolicy: 'Never' },
            }),
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
