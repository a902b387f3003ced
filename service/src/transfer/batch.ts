import { type Static, Type } from 'typebox';
import { AppError, ERRORS } from '../errors.ts';
import type { MemoryService } from '../memories/memory-service.ts';
import { Memory, StoreInput } from '../memories/schemas.ts';

const strict = { additionalProperties: false } as const;
const MAX_BATCH = 100;
/** Stores at a time; more would take the connections of everybody else. */
const AT_ONCE = 4;

export const BatchInput = Type.Object(
  { memories: Type.Array(StoreInput, { minItems: 1, maxItems: MAX_BATCH }) },
  strict,
);
export type BatchInput = Static<typeof BatchInput>;

export const BatchItem = Type.Union([
  Type.Object({ memory: Memory, created: Type.Boolean() }, { ...strict, title: 'Stored' }),
  Type.Object(
    {
      error: Type.Object(
        { code: Type.Enum(Object.keys(ERRORS) as string[]), message: Type.String() },
        strict,
      ),
    },
    { ...strict, title: 'Refused' },
  ),
]);
export type BatchItem = Static<typeof BatchItem>;

export const BatchResult = Type.Object(
  { results: Type.Array(BatchItem, { description: 'One for each memory, in the order they were given' }) },
  strict,
);
export type BatchResult = Static<typeof BatchResult>;

/** Stores several memories; one that is refused does not keep the others from being stored. */
export async function storeBatch(
  memories: Pick<MemoryService, 'store'>,
  project: string,
  { memories: inputs }: BatchInput,
): Promise<BatchResult> {
  const results: BatchItem[] = [];
  const queue = [...inputs.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, input] = next;
      results[index] = await memories.store(project, input).catch(refusal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { results };
}

function refusal(error: unknown): BatchItem {
  // A store that is away fails the request as a whole: repeating it stores nothing twice.
  if (!(error instanceof AppError) || error.statusCode >= 500) throw error;
  return { error: { code: error.code, message: error.message } };
}
