import { isWeaker, type PolicyName, usualLevel } from '../policies.ts';
import { type Rules, when } from './rule.ts';

export const policyRules = {
  'policy-exception-reasoned': ({ policies, environment }) =>
    Object.entries(policies).flatMap(([name, { level, reason }]) => {
      const usual = usualLevel(name as PolicyName, environment);
      return when(
        environment !== 'development' && isWeaker(level, usual) && !reason,
        `policies.${name}.reason`,
        `a reason why ${name} is ${level} and not ${usual} in ${environment}`,
      );
    }),
} satisfies Rules;
