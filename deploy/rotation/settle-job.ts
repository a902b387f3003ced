/** As much of a Job as is looked at. */
export interface Job {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    creationTimestamp?: string;
    labels?: Record<string, string>;
  };
  spec: {
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    template: { metadata?: { labels?: Record<string, string> }; spec: PodSpec };
  };
}

interface PodSpec {
  initContainers?: Container[];
  containers: Container[];
}

interface Container {
  name: string;
  command?: string[];
}

const NAME = 'mcp-settle';
const BACKOFF = 3;
const DEADLINE_SECONDS = 300;

/** Labels that Kubernetes gives the pods of one Job and no other may have. */
const OF_ONE_JOB = /controller-uid|job-name/;

/**
 * A Job that does what the administrators of the newest migration did, but for `settle` in place of `apply`: with the
 * same image, rights and connections.
 * @returns undefined where the stack administers no store
 */
export function settleJob(jobs: Job[]): Job | undefined {
  const found = jobs.filter(({ metadata }) => metadata.name !== NAME);
  const newest = found.sort((a, b) =>
    (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''),
  )[0];
  const { initContainers: [administrator] = [], ...pod } = newest?.spec.template.spec ?? { containers: [] };
  if (!newest || !administrator) return undefined;
  const labels = own(newest.metadata.labels);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: NAME, labels },
    spec: {
      backoffLimit: BACKOFF,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      template: {
        metadata: { labels: own(newest.spec.template.metadata?.labels) },
        spec: {
          ...pod,
          containers: [
            {
              ...administrator,
              command: administrator.command?.map((word) => (word === 'apply' ? 'settle' : word)) ?? [],
            },
          ],
        },
      },
    },
  };
}

const own = (labels: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !OF_ONE_JOB.test(key)));
