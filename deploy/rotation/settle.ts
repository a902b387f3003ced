import { Failure } from '../../test/cluster/failure.ts';
import { step } from '../../test/cluster/progress.ts';
import type { Kubectl } from '../kubectl.ts';
import { type Job, settleJob } from './settle-job.ts';

/** Longer than the longest grace period of a pod. */
const GONE = '420s';
const DONE_SECONDS = 300;

/** Makes the stores refuse every password but the current ones. Repeatable; nothing happens where nothing is left. */
export async function settle(kubectl: Kubectl): Promise<void> {
  await step('wait until no pod is left that has old passwords', 10, () => leavingPods(kubectl));
  await step('let the stores forget the old passwords', 5, () => runSettleJob(kubectl));
}

/** A pod that drains may still connect. */
async function leavingPods(kubectl: Kubectl): Promise<void> {
  await kubectl.run(['rollout', 'status', 'deployment/mcp-api', `--timeout=${GONE}`]);
  const format =
    'go-template={{range .items}}{{if .metadata.deletionTimestamp}}pod/{{.metadata.name}} {{end}}{{end}}';
  const { stdout } = await kubectl.run([
    'get',
    'pods',
    '--selector',
    'app.kubernetes.io/part-of=mcp-system',
    '-o',
    format,
  ]);
  const leaving = stdout.trim().split(' ').filter(Boolean);
  if (leaving.length > 0) await kubectl.run(['wait', '--for=delete', ...leaving, `--timeout=${GONE}`]);
}

async function runSettleJob(kubectl: Kubectl): Promise<void> {
  const { items } = await kubectl.json<{ items: Job[] }>([
    'get',
    'jobs',
    '--selector',
    'app.kubernetes.io/name=mcp-migrate',
  ]);
  const job = settleJob(items);
  if (!job) throw new Failure('the stack has no store of its own whose passwords it could settle');
  const reference = `job/${job.metadata.name}`;
  await kubectl.run(['delete', reference, '--ignore-not-found', '--wait']);
  await kubectl.run(['create', '-f', '-'], { input: JSON.stringify(job) });
  try {
    await kubectl.run(['wait', '--for=condition=Complete', reference, `--timeout=${DONE_SECONDS}s`]);
  } catch (error) {
    const { stdout } = await kubectl.run(['logs', reference, '--tail=5'], { allow: [1] });
    throw new Failure(`the old passwords are still accepted: ${(error as Error).message}\n${stdout}`);
  }
  await kubectl.run(['delete', reference, '--wait=false']);
}
