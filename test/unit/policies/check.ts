import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';

/** What a policy says about one resource. */
export async function violations(
  policy: ResourceValidationPolicy,
  type: string,
  props: Record<string, unknown>,
): Promise<string[]> {
  const found: string[] = [];
  const args = { type, props, urn: `urn:pulumi:s::p::${type}::x`, name: 'x', opts: {} };
  const validations = [policy.validateResource ?? []].flat();
  for (const validate of validations) await validate(args as never, (message) => found.push(message));
  return found;
}

/** What a policy says about a whole stack. */
export async function stackViolations(
  policy: StackValidationPolicy,
  resources: { type: string; name: string; props?: object; protect?: boolean }[],
): Promise<string[]> {
  const found: string[] = [];
  const list = resources.map(({ type, name, props = {}, protect = false }) => ({
    type,
    name,
    props,
    urn: `urn:pulumi:s::p::${type}::${name}`,
    opts: { protect },
  })) as unknown as PolicyResource[];
  await policy.validateStack({ resources: list } as never, (message) => found.push(message));
  return found;
}

export const DEPLOYMENT = 'kubernetes:apps/v1:Deployment';

/** A pod that breaks no rule; each part can be replaced to break one. */
export const goodPod = (container: object = {}, pod: object = {}) => ({
  serviceAccountName: 'mcp-api',
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'api',
      image: `registry.example/mcp-api:v3.0.0@sha256:${'a'.repeat(64)}`,
      resources: { requests: { cpu: '1m', memory: '1Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      readinessProbe: { tcpSocket: { port: 1 } },
      livenessProbe: { tcpSocket: { port: 1 } },
      ...container,
    },
  ],
  ...pod,
});

/** A Deployment of that pod. */
export const deployment = (pod: object) => ({ spec: { template: { spec: pod } } });
