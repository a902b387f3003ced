/** What the vector of an error is made of. Stacks are left out: models read a few hundred words, and the first count. */
export const embeddedText = ({ type, pattern }: { type: string | null; pattern: string }): string =>
  type === null ? pattern : `${type}: ${pattern}`;
