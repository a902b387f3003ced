import { basename } from 'node:path';
import { type Finding, objectName, type Rendered } from './finding.ts';
import { checker } from './programs.ts';

interface Verdict {
  kind: string;
  name: string;
  forbidden: string[];
}

/** Files of objects that run pods, by how the provider names them. */
const WORKLOAD = /^(apps|batch)_v1-(deployment|statefulset|daemonset|job|cronjob)-/;

/** Everything that the restricted pod security standard forbids. */
export async function podSecurity({ stack, files }: Rendered): Promise<Finding[]> {
  const { stdout } = await checker('pod-security', files);
  const verdicts = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Verdict);
  const workloads = files.filter((file) => WORKLOAD.test(basename(file)));
  if (workloads.length === 0 || verdicts.length !== workloads.length)
    throw new Error(`pod-security judged ${verdicts.length} of ${workloads.length} workloads`);
  return verdicts.flatMap(({ kind, name, forbidden }) =>
    forbidden.map((detail) => ({
      tool: 'pod-security',
      check: 'restricted',
      stack,
      object: objectName(kind, name),
      detail,
    })),
  );
}
