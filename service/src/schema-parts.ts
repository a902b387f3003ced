import { type TSchema, Type } from 'typebox';

/** A time, ISO 8601. */
export const moment = (description: string) => Type.String({ format: 'date-time', description });

/** What the schema describes, or null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
