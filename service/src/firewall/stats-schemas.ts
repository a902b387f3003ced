import { type Static, Type } from 'typebox';
import { nullable, strict } from '../context/fields.ts';
import { ErrorPattern } from './schemas.ts';

export const StatsQuery = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, description: 'Default 30' })) },
  strict,
);
export type StatsQuery = Static<typeof StatsQuery>;

const count = Type.Integer({ minimum: 0 });

export const ErrorStats = Type.Object(
  {
    patterns: count,
    occurrences: count,
    solved: Type.Integer({ minimum: 0, description: 'Patterns that a solution has helped against' }),
    solutions: count,
    successes: count,
    failures: count,
    perDay: Type.Array(
      Type.Object({ day: Type.String({ description: 'YYYY-MM-DD (UTC)' }), occurrences: count }, strict),
      { description: 'Days without errors are left out' },
    ),
    byType: Type.Array(
      Type.Object({ type: nullable(Type.String()), patterns: count, occurrences: count }, strict),
      { description: 'The ten most frequent' },
    ),
    mostFrequent: Type.Array(ErrorPattern, { description: 'The ten most frequent within these days' }),
  },
  { ...strict, description: 'perDay and mostFrequent cover the days asked for, the rest all time' },
);
export type ErrorStats = Static<typeof ErrorStats>;
