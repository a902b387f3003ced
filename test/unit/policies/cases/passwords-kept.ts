import { passwordsKept } from '../../../../policies/rules/passwords-kept.ts';
import { type Cases, deployment } from '../check.ts';

const password = (props: object, ignoreChanges = ['length', 'special']) => ({
  type: 'random:index/randomPassword:RandomPassword',
  props: { length: 32, special: false, ...props },
  ignoreChanges,
});

export const cases: Cases = {
  policy: passwordsKept,

  bad: {
    'a short one with other signs': {
      of: password({ length: 12, special: true }),
      says: ['length 12 is below 24', 'special must be false'],
    },
    'one that a change of the program renews': {
      of: password({}, []),
      says: ['ignoreChanges lacks length', 'ignoreChanges lacks special'],
    },
  },
  good: { 'a kept one': password({}), 'something else': deployment() },
};
