import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pulumiCli } from '../../deploy/cli.ts';
import { projectFolder } from '../../deploy/project.ts';
import { policies } from '../../policies/all.ts';
import { run } from '../cluster/run.ts';
import { type Cases, deployment, goodPod, object, SELECTOR, type Subject } from '../unit/policies/check.ts';

const pulumi: { command: string; env: NodeJS.ProcessEnv; folder: string } = {
  command: '',
  env: {},
  folder: '',
};

before(async () => {
  const cli = await pulumiCli();
  pulumi.folder = await mkdtemp(join(tmpdir(), 'mcp-policies-'));
  pulumi.command = cli.command;
  pulumi.env = {
    ...process.env,
    ...cli.env,
    PULUMI_BACKEND_URL: `file://${join(pulumi.folder, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'nothing-is-kept',
  };
  await mkdir(join(pulumi.folder, 'state'));
  const project = {
    name: 'policy-subject',
    main: join(projectFolder, 'test/e2e/policy-program'),
    runtime: { name: 'nodejs', options: { typescript: false } },
  };
  await writeFile(join(pulumi.folder, 'Pulumi.yaml'), JSON.stringify(project));
  await inFolder(['stack', 'init', 'subject']);
});

after(() => rm(pulumi.folder, { recursive: true, force: true }));

const inFolder = (args: string[], allow: number[] = []) =>
  run(pulumi.command, [...args, '--non-interactive'], { cwd: pulumi.folder, env: pulumi.env, allow });

/** A preview of those resources, under the policies of the project; `settings` are those of its stack. */
async function preview(subjects: Subject[], settings?: object) {
  const file = join(pulumi.folder, 'Pulumi.subject.yaml');
  const config = {
    // Two resources of one type have different names.
    'policy-subject:subjects': subjects.map(({ name = 'x', props = {}, ...subject }, index) => ({
      ...subject,
      name: `${name}-${index}`,
      props,
    })),
    ...(settings ? { 'mcp-system:settings': settings } : {}),
  };
  await writeFile(file, JSON.stringify({ config }));
  return inFolder(
    ['preview', '--policy-pack', join(projectFolder, 'policies'), '--config-file', file, '--color', 'never'],
    [1, 255],
  );
}

const networkPolicy = (name: string, podSelector: object) =>
  object(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { spec: { podSelector, policyTypes: ['Ingress', 'Egress'] } },
    name,
  );

/** A preview of a Deployment of that pod with everything that it needs beside it. */
const previewOf = (pod: object, settings?: object) =>
  preview(
    [
      deployment(pod),
      object('core/v1', 'ServiceAccount', { automountServiceAccountToken: false }),
      networkPolicy('default-deny', {}),
      networkPolicy('mcp-api', SELECTOR),
      object('policy/v1', 'PodDisruptionBudget', {
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: SELECTOR },
      }),
    ],
    settings,
  );

test('a preview of a good pod passes', async () => {
  const { code, stdout, stderr } = await previewOf(goodPod());
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  assert.match(stdout, /mcp-system@v\d+\.\d+\.\d+/);
  assert.doesNotMatch(stdout, /mandatory/);
});

const bad = goodPod(
  {
    image: 'redis:latest',
    resources: undefined,
    env: [{ name: 'REDIS_PASSWORD', value: 'hunter2' }],
    securityContext: undefined,
    readinessProbe: undefined,
  },
  { automountServiceAccountToken: true, topologySpreadConstraints: undefined },
);

test('a preview of a bad one is stopped, with every violation and its reason', async () => {
  const { code, stdout } = await previewOf(bad);
  assert.notEqual(code, 0);
  for (const [policy, reason] of [
    ['image-pinned', /image redis:latest has neither a digest nor a release tag/],
    ['resources-set', /resources\.limits lacks cpu, memory/],
    ['no-plain-secrets', /environment variable REDIS_PASSWORD holds a credential/],
    ['read-only-root', /readOnlyRootFilesystem must be true/],
    ['capabilities-dropped', /capabilities\.drop must contain ALL/],
    ['no-api-token', /automountServiceAccountToken must be false/],
    ['probes-set', /readinessProbe is missing/],
    ['spread-pods', /neither topologySpreadConstraints/],
  ] as const) {
    assert.match(stdout, new RegExp(`\\[mandatory\\] +${policy} `));
    assert.match(stdout, reason);
  }
});

test('the settings of its stack say how strict each policy is', async () => {
  const settings = {
    environment: 'development',
    policies: { 'image-pinned': { level: 'disabled' }, 'probes-set': { level: 'advisory' } },
  };
  const { code, stdout } = await previewOf(bad, settings);
  assert.notEqual(code, 0);
  assert.doesNotMatch(stdout, /image-pinned/);
  assert.match(stdout, /\[advisory\] +probes-set /);
  assert.match(stdout, /\[advisory\] +spread-pods /);
  assert.match(stdout, /\[mandatory\] +read-only-root /);
});

/** The first bad case of a policy's own tests, in a namespace where nothing else makes up for it. */
async function badCaseOf(policy: string): Promise<Subject[]> {
  const { cases } = (await import(`../unit/policies/cases/${policy}.ts`)) as { cases: Cases };
  const subjects = [Object.values(cases.bad)[0]?.of ?? []].flat();
  return JSON.parse(JSON.stringify(subjects).replaceAll('"mcp-test"', `"${policy}"`)) as Subject[];
}

test('every policy of the pack stops a preview that breaks it', async () => {
  const subjects: Subject[] = [];
  const judged: { policy: string; by: RegExp }[] = [];
  for (const { name } of policies) {
    const own = await badCaseOf(name);
    const names = own.map((subject, index) => `${subject.name ?? 'x'}-${subjects.length + index}`);
    judged.push({ policy: name, by: new RegExp(`\\[mandatory\\] +${name} .*: (${names.join('|')})\\)`) });
    subjects.push(...own);
  }
  const { code, stdout } = await preview(subjects);
  assert.notEqual(code, 0);
  // Only policies stop it: every resource by itself could be made.
  assert.doesNotMatch(stdout, / error: (?!preview failed)/);
  assert.deepEqual(
    judged.filter(({ by }) => !by.test(stdout)).map(({ policy }) => policy),
    [],
  );
});
