import { scratchBounded } from '../../../../policies/rules/scratch-bounded.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const volume = (emptyDir: object) => deployment(goodPod({}, { volumes: [{ name: 'tmp', emptyDir }] }));

export const cases: Cases = {
  policy: scratchBounded,

  bad: { 'no limit': { of: volume({}), says: ['volume tmp: emptyDir.sizeLimit is missing'] } },
  good: { 'a limit': volume({ sizeLimit: '64Mi' }), 'no scratch': deployment() },
};
