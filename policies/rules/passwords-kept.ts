import { resourcePolicy } from '../lib/policy.ts';

const SHORTEST = 24;
const IGNORED = ['length', 'special'];

export const passwordsKept = resourcePolicy(
  {
    name: 'passwords-kept',
    what: `Generated passwords have ${SHORTEST} letters and digits or more, and outlive changes of the program.`,
    why: 'A new one would not be the one the volume knows, and other signs break URLs.',
  },
  ({ type, props, opts }, report) => {
    if (!/^random:.*:RandomPassword$/.test(type)) return;
    if (!(props.length >= SHORTEST)) report(`length ${props.length} is below ${SHORTEST}`);
    if (props.special !== false) report('special must be false');
    for (const key of IGNORED) if (!opts.ignoreChanges.includes(key)) report(`ignoreChanges lacks ${key}`);
  },
);
