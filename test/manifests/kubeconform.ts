import { join } from 'node:path';
import { type Finding, objectName, type Rendered } from './finding.ts';
import { checker } from './programs.ts';
import { schemasFolder } from './schemas.ts';

interface Conformed {
  resources: { kind: string; name: string; status: string; msg: string }[];
}

/** Everything that breaks the schemas of the Kubernetes release that the tests run. */
export async function kubeconform({ stack, files }: Rendered): Promise<Finding[]> {
  const template = join(await schemasFolder(), '{{.ResourceKind}}{{.KindSuffix}}.json');
  const flags = ['-strict', '-output', 'json', '-verbose', '-schema-location', template];
  const { stdout } = await checker('kubeconform', [...flags, ...files], [1]);
  const { resources } = JSON.parse(stdout) as Conformed;
  if (resources.length < files.length)
    throw new Error(`kubeconform judged ${resources.length} of ${files.length} manifests`);
  return resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => ({
      tool: 'kubeconform',
      check: status,
      stack,
      object: objectName(kind, name),
      detail: msg,
    }));
}
