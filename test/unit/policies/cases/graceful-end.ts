import { gracefulEnd } from '../../../../policies/rules/graceful-end.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const preStop = (seconds: number) => ({ lifecycle: { preStop: { sleep: { seconds } } } });

export const cases: Cases = {
  policy: gracefulEnd,

  bad: {
    'nothing said': {
      of: deployment(goodPod({}, { terminationGracePeriodSeconds: undefined })),
      says: ['terminationGracePeriodSeconds must be set'],
    },
    'a pause that takes it all': {
      of: deployment(goodPod(preStop(30))),
      says: ['container api: preStop sleeps 30 s of terminationGracePeriodSeconds 30'],
    },
  },
  good: { 'no pause': deployment(), 'a short pause': deployment(goodPod(preStop(5))) },
};
