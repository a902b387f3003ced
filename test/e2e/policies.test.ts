import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pulumiCli } from '../../deploy/cli.ts';
import { projectFolder } from '../../deploy/project.ts';
import { run } from '../cluster/run.ts';
import { goodPod, goodSpec, LABELS } from '../unit/policies/check.ts';

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

/** A preview of a Deployment of that pod, under the policies of the project; `settings` are those of its stack. */
async function previewOf(pod: object, settings?: object) {
  const file = join(pulumi.folder, 'Pulumi.subject.yaml');
  const config = {
    'policy-subject:subject': { spec: goodSpec(pod), labels: LABELS },
    ...(settings ? { 'mcp-system:settings': settings } : {}),
  };
  await writeFile(file, JSON.stringify({ config }));
  const policies = join(projectFolder, 'policies');
  return inFolder(
    ['preview', '--policy-pack', policies, '--config-file', file, '--color', 'never'],
    [1, 255],
  );
}

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
    ['resources-set', /resources\.limits lacks cpu and memory/],
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
