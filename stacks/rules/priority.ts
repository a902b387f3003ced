import { type Rules, when } from './rule.ts';

const KEY = 'priority.existing';

export const priorityRules = {
  'priority-existing-described': ({ priority: { mode, existing } }) =>
    when(
      mode === 'existing' && !existing,
      KEY,
      'stores, service and support, because priority.mode is existing',
    ),

  'priority-existing-unused': ({ priority: { mode, existing } }) =>
    when(mode !== 'existing' && existing !== undefined, KEY, `left out while priority.mode is ${mode}`),
} satisfies Rules;
