import { admin } from './admin.ts';
import { context } from './context.ts';
import { errors } from './errors.ts';
import type { Examples } from './example.ts';
import { memories } from './memories.ts';
import { system } from './system.ts';

/** One request for every operation, by its name: shown in docs/API.md, and sent to a live service by the tests. */
export const examples: Examples = { ...system, ...memories, ...context, ...errors, ...admin };
