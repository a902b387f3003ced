import { Failure } from '../test/cluster/failure.ts';
import { step } from '../test/cluster/progress.ts';
import { explain } from './explain.ts';
import type { Kubectl } from './kubectl.ts';
import { localUrls } from './local-ports.ts';
import type { Pulumi } from './pulumi.ts';

const HEALTH_SECONDS = 120;

/** Body of `/health`. */
export interface Health {
  status: string;
  checks: Record<string, boolean>;
  timestamp: string;
}

export interface Status {
  stack: string;
  version: string;
  imageDigest: string;
  urls: Record<string, string>;
  healthy: boolean;
  checks: Record<string, boolean>;
  /** A shell command that prints the first API key. */
  apiKeyCommand: string;
}

const ASK = "fetch('http://127.0.0.1:8000/health').then(async (r) => process.stdout.write(await r.text()))";

/** Asks the service from inside one of its pods: that needs no way in, whatever the cluster's network allows. */
async function health(kubectl: Kubectl): Promise<Health | undefined> {
  const answer = await kubectl.run(['exec', 'deployment/mcp-api', '--', 'node', '-e', ASK], {
    allow: [1],
    timeout: 10_000,
  });
  return answer.code === 0 ? (JSON.parse(answer.stdout) as Health) : undefined;
}

/**
 * Waits until the service says that it and its stores are healthy.
 * @param otherwise what to say when it does not
 * @returns its answer
 * @throws Failure that names the pods that are not well, when the time is over
 */
export function waitUntilHealthy(kubectl: Kubectl, otherwise: string): Promise<Health> {
  return step('wait for a healthy /health', 1, async () => {
    const deadline = Date.now() + HEALTH_SECONDS * 1000;
    while (Date.now() < deadline) {
      const answer = await health(kubectl).catch(() => undefined);
      if (answer?.status === 'healthy') return answer;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Failure(`${otherwise}.${await explain(kubectl)}`);
  });
}

/** What a stack consists of, where it is reached and how it does. @param known what it answers, where it is asked already */
export async function statusOf(pulumi: Pulumi, kubectl: Kubectl, known?: Promise<Health>): Promise<Status> {
  const { stack, kubeconfig } = pulumi.workspace;
  const [outputs, answer, local] = await Promise.all([
    pulumi.outputs(),
    known ?? health(kubectl).catch(() => undefined),
    localUrls(stack),
  ]);
  const keyCommand = String(outputs.apiKeyCommand ?? '');
  return {
    stack,
    version: (outputs.versions as Record<string, string> | undefined)?.api ?? '',
    imageDigest: String(outputs.imageDigest ?? ''),
    urls: { ...(outputs.urls as Record<string, string>), ...local },
    healthy: answer?.status === 'healthy',
    checks: answer?.checks ?? {},
    apiKeyCommand: kubeconfig
      ? keyCommand.replace(/^kubectl/, `kubectl --kubeconfig ${kubeconfig}`)
      : keyCommand,
  };
}
