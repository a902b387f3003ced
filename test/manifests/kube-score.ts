import { versions } from '../cluster/toolchain/programs.ts';
import { type Finding, objectName, type Rendered } from './finding.ts';
import { checker } from './programs.ts';

/** The best grade of its four. */
const FINE = 10;

interface Scored {
  type_meta: { kind: string };
  object_meta: { name: string };
  checks: {
    check: { id: string };
    grade: number;
    skipped: boolean;
    comments: { path: string; summary: string }[] | null;
  }[];
}

const KUBERNETES = `v${versions.kubernetes.split('.').slice(0, 2).join('.')}`;

/** Everything that kube-score does not find perfect. */
export async function kubeScore({ stack, files }: Rendered): Promise<Finding[]> {
  const flags = ['--output-format', 'json', '--output-version', 'v2', '--kubernetes-version', KUBERNETES];
  const { stdout } = await checker('kube-score', ['score', ...flags, ...files], [1]);
  return (JSON.parse(stdout) as Scored[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < FINE)
      .map(({ check, comments }) => ({
        tool: 'kube-score',
        check: check.id,
        stack,
        object: objectName(type_meta.kind, object_meta.name),
        detail: (comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join('; '),
      })),
  );
}
