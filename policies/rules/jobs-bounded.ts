import { kindPolicy } from '../lib/policy.ts';

export const jobsBounded = kindPolicy(
  {
    name: 'jobs-bounded',
    what: 'Jobs have a limit of retries and of time, and do not delete themselves.',
    why: 'One that hangs or fails for ever is noticed; one that is gone would be made, and run, again.',
  },
  ['Job'],
  (props, report) => {
    const { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, template } = props.spec ?? {};
    if (backoffLimit === undefined) report('backoffLimit is missing');
    if (!activeDeadlineSeconds) report('activeDeadlineSeconds is missing');
    if (ttlSecondsAfterFinished !== undefined) report('ttlSecondsAfterFinished must not be set');
    if (template?.spec?.restartPolicy !== 'Never') report('restartPolicy must be Never');
  },
);
