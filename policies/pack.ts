import { PolicyPack } from '@pulumi/policy';
import * as pulumi from '@pulumi/pulumi';
import { policies } from './all.ts';
import { levelsOf } from './lib/levels.ts';

const level = levelsOf(pulumi.getStack(), pulumi.runtime.getConfig('mcp-system:settings'));

new PolicyPack('mcp-system', {
  policies: policies.map((policy) => ({ ...policy, enforcementLevel: level(policy.name) })),
});
