import { type TOptional, Type } from 'typebox';
import { LEVELS, POLICY_NAMES, type PolicyName } from '../policies.ts';
import { section } from './terms.ts';

const Exception = section('How strict the stack is with one policy.', {
  level: Type.Enum([...LEVELS], {
    description: 'Whether a violation stops the run, warns, or counts for nothing.',
  }),
  reason: Type.Optional(
    Type.String({
      minLength: 10,
      allowed: 'at least 10 characters',
      description: 'Why it is weaker than usual; needed outside development.',
    }),
  ),
});

export const Policies = Type.Object(
  Object.fromEntries(POLICY_NAMES.map((name) => [name, Type.Optional(Exception)])) as {
    [name in PolicyName]: TOptional<typeof Exception>;
  },
  {
    additionalProperties: false,
    description: 'Exceptions from the usual levels of policies; [POLICIES](POLICIES.md) lists them.',
    allowed: `a section of policies, each with level (${LEVELS.join(', ')}) and reason`,
  },
);
