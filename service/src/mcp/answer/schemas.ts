import { type TObject, type TProperties, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

/** An object of these properties and no others. */
export const object = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, strict);

const truncated = Type.Boolean({
  description: 'true: a text goes on; ask for fewer, or for this one by its id',
});

/** A schema's object whose texts may have been cut to keep the answer small. */
export const shown = <Properties extends TProperties>(schema: TObject<Properties>) =>
  object({ ...schema.properties, truncated });
