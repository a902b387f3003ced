import { containerPolicy } from '../lib/policy.ts';

export const seccompProfile = containerPolicy(
  {
    name: 'seccomp-profile',
    what: 'Containers run under the seccomp profile RuntimeDefault or one of their own.',
    why: 'It refuses the system calls that most escapes begin with.',
  },
  ({ securityContext }, say, pod) => {
    const { type } = (securityContext?.seccompProfile ?? pod.securityContext?.seccompProfile ?? {}) as {
      type?: string;
    };
    if (type !== 'RuntimeDefault' && type !== 'Localhost')
      say('seccompProfile.type must be RuntimeDefault or Localhost');
  },
);
