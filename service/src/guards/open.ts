import type { Guards } from './guards.ts';

/** Lets everything pass: for programs that move what was checked before. */
export const OPEN_GUARDS: Guards = {
  checkContent: (input) => input,
  quotaOf: async () => ({ take: () => undefined }),
  recount: () => undefined,
};
