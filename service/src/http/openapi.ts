/** The parts of a route schema that requests are checked against. */
const REQUEST_PARTS = ['body', 'querystring', 'params', 'headers'] as const;
const DONE: Record<string, string> = { 200: 'Done', 201: 'Made', 202: 'Begun', 204: 'Done; no body' };

interface Json {
  type?: unknown;
  properties?: Record<string, Json>;
  required?: string[];
  description?: string;
  default?: unknown;
  $ref?: string;
}

type RouteSchema = Record<string, unknown> & { response?: Record<string, Json> };

/** What has a default may be left out, although the handler always finds it. */
function optionalDefaults(part: Json): Json {
  const { properties, required } = part;
  if (!properties || !required) return part;
  const still = required.filter((name) => properties[name]?.default === undefined);
  return { ...part, required: still };
}

const described = (responses: Record<string, Json>) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      schema.description || !DONE[status] ? schema : { ...schema, description: DONE[status] },
    ]),
  );

/** What the route's guards ask for; those say so in a property. */
function needsOf(guards: unknown): string | undefined {
  const hooks = [guards].flat() as ({ needs?: string } | undefined)[];
  return hooks.find((hook) => hook?.needs)?.needs;
}

export interface ShownRoute {
  schema?: RouteSchema;
  url: string;
  /** The onRequest hooks. */
  guards?: unknown;
}

/** How a route is shown in OpenAPI: without the trailing slash, as clients see its fields, every answer described. */
export function describeRoute({ schema, url, guards }: ShownRoute) {
  const shown: RouteSchema = { ...schema };
  const needs = needsOf(guards);
  if (needs) shown.description = [schema?.description, `Needs ${needs}.`].filter(Boolean).join(' ');
  for (const part of REQUEST_PARTS) {
    if (shown[part]) shown[part] = optionalDefaults(shown[part] as Json);
  }
  if (shown.response) shown.response = described(shown.response);
  return { schema: shown, url: url.replace(/(.)\/$/, '$1') };
}
