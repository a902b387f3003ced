import { kindPolicy } from '../lib/policy.ts';

const HISTORY = ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

export const cronjobsBounded = kindPolicy(
  {
    name: 'cronjobs-bounded',
    what: 'CronJobs never run twice at once, have deadlines, and keep a few of their last runs.',
    why: 'Two backups at once spoil each other, and after a long outage all missed runs would start.',
  },
  ['CronJob'],
  (props, report) => {
    const spec = props.spec ?? {};
    const job = spec.jobTemplate?.spec ?? {};
    if (!['Forbid', 'Replace'].includes(spec.concurrencyPolicy))
      report('concurrencyPolicy must be Forbid or Replace');
    for (const key of HISTORY) if (!(spec[key] >= 1 && spec[key] <= 10)) report(`${key} must be 1 to 10`);
    if (!spec.startingDeadlineSeconds) report('startingDeadlineSeconds is missing');
    if (job.backoffLimit === undefined) report('backoffLimit is missing');
    if (!job.activeDeadlineSeconds) report('activeDeadlineSeconds is missing');
    if (!['Never', 'OnFailure'].includes(job.template?.spec?.restartPolicy))
      report('restartPolicy must be Never or OnFailure');
  },
);
