import { dirname, join } from 'node:path';
import { run } from '../cluster/run.ts';
import { pythonPrograms } from '../run/python.ts';
import { type Finding, objectName, type Rendered } from './finding.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

interface Report {
  results: { failed_checks: Failed[] };
  summary: { passed: number; parsing_errors: number };
}

interface Failed {
  check_id: string;
  check_name: string;
  /** `Kind.namespace.name`, where a pod of the object is meant with `.Pod` or the like behind it. */
  resource: string;
}

/** The path of checkov, installed where it is missing. */
export const checkovProgram = async () => join(await pythonPrograms(REQUIREMENTS), 'checkov');

/** Everything that checkov's rules for Kubernetes find. It is asked for nothing from outside. */
export async function checkov({ stack, files }: Rendered): Promise<Finding[]> {
  const program = await checkovProgram();
  const folder = dirname(files[0] as string);
  const flags = ['--framework', 'kubernetes', '--output', 'json', '--compact', '--quiet', '--skip-download'];
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', LOG_LEVEL: 'ERROR' };
  const { stdout } = await run(program, ['--directory', folder, ...flags], { env, allow: [1] });
  const { results, summary } = JSON.parse(stdout) as Report;
  if (summary.parsing_errors > 0 || summary.passed === 0)
    throw new Error(`checkov could not read all manifests of ${stack}: ${stdout.slice(0, 500)}`);
  return results.failed_checks.map(({ check_id, check_name, resource }) => {
    const [kind = '', , name = ''] = resource.split('.');
    return { tool: 'checkov', check: check_id, stack, object: objectName(kind, name), detail: check_name };
  });
}
