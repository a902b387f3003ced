import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import type { PolicyName } from '../../stacks/policies.ts';
import { kindOf } from './kinds.ts';
import { type Container, containersOf, type Pod, podOf } from './workload.ts';

/** What people read about a policy: `what` must hold, and `why`. */
export interface About {
  name: PolicyName;
  what: string;
  why: string;
}

export type ResourcePolicy = ResourceValidationPolicy & About;
export type StackPolicy = StackValidationPolicy & About;

// biome-ignore lint/suspicious/noExplicitAny: every kind has inputs of its own
type Props = Record<string, any>;

const told = (about: About) => ({
  ...about,
  description: `${about.what} ${about.why}`,
  enforcementLevel: 'mandatory' as const,
});

/** A policy on every resource. */
export const resourcePolicy = (
  about: About,
  check: (args: ResourceValidationArgs, report: ReportViolation) => void,
): ResourcePolicy => ({ ...told(about), validateResource: check });

/** A policy on the Kubernetes objects of some kinds. */
export const kindPolicy = (
  about: About,
  kinds: string[],
  check: (props: Props, report: ReportViolation, args: ResourceValidationArgs) => void,
): ResourcePolicy =>
  resourcePolicy(about, (args, report) => {
    if (kinds.includes(kindOf(args.type))) check(args.props, report, args);
  });

/** A policy on everything that runs pods. */
export const podPolicy = (
  about: About,
  check: (pod: Pod, report: ReportViolation, args: ResourceValidationArgs) => void,
): ResourcePolicy =>
  resourcePolicy(about, (args, report) => {
    const pod = podOf(args.type, args.props);
    if (pod) check(pod, report, args);
  });

/** A policy on every container, those that run first included; messages name the container. */
export const containerPolicy = (
  about: About,
  check: (container: Container, say: (fault: string) => void, pod: Pod) => void,
): ResourcePolicy =>
  podPolicy(about, (pod, report) => {
    for (const container of containersOf(pod)) {
      check(container, (fault) => report(`container ${container.name}: ${fault}`), pod);
    }
  });

/** A policy on what the resources of a stack are to each other. */
export const stackPolicy = (
  about: About,
  check: (resources: PolicyResource[], report: ReportViolation) => void,
): StackPolicy => ({ ...told(about), validateStack: ({ resources }, report) => check(resources, report) });
