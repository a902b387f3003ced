import { Type } from 'typebox';

const strict = { additionalProperties: false, default: {} } as const;
const integer = (fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ minimum, maximum, default: fallback });
const importance = (fallback: number) => Type.Number({ minimum: 0, maximum: 1, default: fallback });
const MAX_SECONDS = 31_536_000;

/** When memories rise by themselves: old enough, and either important or used often. */
export const Promotion = Type.Object(
  {
    enabled: Type.Boolean({ default: true }),
    interval_seconds: integer(60, 1, MAX_SECONDS),
    /** From short to mid. What would go before the next run but one is taken as old enough. */
    short_min_age_seconds: integer(3600, 0, MAX_SECONDS),
    short_min_importance: importance(0.8),
    short_min_uses: integer(3, 1, 1_000_000),
    /** From mid to long. */
    mid_min_age_days: integer(7, 0, 36_500),
    mid_min_importance: importance(0.8),
    mid_min_uses: integer(10, 1, 1_000_000),
  },
  strict,
);

/** Links between memories that say nearly the same. */
export const Links = Type.Object(
  {
    enabled: Type.Boolean({ default: true }),
    interval_seconds: integer(30, 1, MAX_SECONDS),
    /** Cosine similarity from which two texts say nearly the same. */
    threshold: Type.Number({ minimum: 0.5, maximum: 1, default: 0.95 }),
  },
  strict,
);

/** Removal of mid memories whose time is over; for readers they are gone before. */
export const Expiry = Type.Object({ interval_seconds: integer(60, 1, MAX_SECONDS) }, strict);
