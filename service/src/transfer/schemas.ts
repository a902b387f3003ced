import { type Static, Type } from 'typebox';
import { ERRORS } from '../errors.ts';
import { MemoryId } from '../memories/schemas.ts';

const strict = { additionalProperties: false } as const;
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const ExportFormat = Type.Enum(['jsonl', 'official'], {
  description:
    "jsonl: everything, for import here; official: the graph of the official memory server's memory.json",
});
export type ExportFormat = Static<typeof ExportFormat>;

export const ExportQuery = Type.Object({ format: Type.Optional(ExportFormat) }, strict);

export const ImportQuery = Type.Object(
  {
    dryRun: Type.Optional(Type.Boolean({ description: 'true: check every line and store nothing' })),
    results: Type.Optional(
      Type.Enum(['problems', 'all'], {
        description: 'Which lines are reported one by one. Default problems',
      }),
    ),
  },
  strict,
);
export type ImportQuery = Static<typeof ImportQuery>;

export const LineStatus = Type.Enum(['created', 'existing', 'expired', 'ignored', 'failed'], {
  description:
    'existing: the project has it already; expired: its time is over; ignored: it holds nothing to store',
});
export type LineStatus = Static<typeof LineStatus>;

export const LineResult = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    status: LineStatus,
    ids: Type.Array(MemoryId, {
      description: 'What holds what the line says: memories, or a todo, a note …',
    }),
    error: Type.Optional(
      Type.Object(
        { code: Type.Enum(Object.keys(ERRORS) as string[]), message: Type.String() },
        { ...strict, description: 'Why it failed' },
      ),
    ),
  },
  strict,
);
export type LineResult = Static<typeof LineResult>;

export const ImportReport = Type.Object(
  {
    dryRun: Type.Boolean(),
    lines: count('Lines that were read'),
    created: count('Lines that were stored, or would be'),
    existing: count('Lines that the project has already'),
    expired: count('Lines whose time is over'),
    ignored: count('Empty lines, and first and last line of an export'),
    failed: count('Lines that were not stored; the others were'),
    results: Type.Array(LineResult, { description: 'The first 10,000 of those asked for' }),
    resultsLeftOut: count('Results beyond those'),
  },
  strict,
);
export type ImportReport = Static<typeof ImportReport>;
