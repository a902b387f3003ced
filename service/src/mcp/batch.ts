/** A longer batch is refused as a whole. */
const LONGEST_BATCH = 100;

/** How many messages a request body asks to be served: more than one only in a batch, which revision 2025-03-26 has. */
export function messagesIn(body: unknown): number {
  if (typeof body !== 'string' || !body.trimStart().startsWith('[')) return 1;
  try {
    return Math.min(LONGEST_BATCH, (JSON.parse(body) as unknown[]).length);
  } catch {
    return 1;
  }
}
