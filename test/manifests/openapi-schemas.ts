/** A definition of an OpenAPI 2 document, as far as it matters here. */
export interface Definition {
  type?: string;
  description?: string;
  format?: string;
  $ref?: string;
  properties?: Record<string, Definition>;
  items?: Definition;
  additionalProperties?: Definition | boolean;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export interface OpenApi {
  definitions: Record<string, Definition>;
}

const REFERENCE = '#/definitions/';

/** The name under which kubeconform looks for a kind. */
const fileName = (group: string, version: string, kind: string): string =>
  [kind, ...(group ? [group.split('.')[0]] : []), version].join('-').toLowerCase();

/**
 * A JSON schema of its own for every kind of the document, by the name of its file. Keys that a kind does not know are
 * mistakes in it: the API server would drop them.
 */
export function schemasByKind({ definitions }: OpenApi): Map<string, object> {
  const strict = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, strictly(definition)]),
  );
  const schemas = new Map<string, object>();
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const file = fileName(group, version, kind);
      const needed = Object.fromEntries(reachable(name, strict).map((each) => [each, strict[each]]));
      schemas.set(file, { $ref: `${REFERENCE}${name}`, definitions: needed });
    }
  }
  return schemas;
}

function strictly(described: Definition): Definition {
  if (described.format === 'int-or-string')
    return { oneOf: [{ type: 'string' }, { type: 'integer' }] } as Definition;
  const { description: _, ...definition } = described;
  const { properties, items, additionalProperties } = definition;
  const open = definition['x-kubernetes-preserve-unknown-fields'] || additionalProperties !== undefined;
  return {
    ...definition,
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, strictly(value)]),
          ),
          ...(open ? {} : { additionalProperties: false }),
        }
      : {}),
    ...(items ? { items: strictly(items) } : {}),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: strictly(additionalProperties) }
      : {}),
  };
}

/** Names of all definitions that one leads to, itself included. */
function reachable(name: string, definitions: Record<string, Definition>): string[] {
  const found = new Set<string>();
  const visit = (definition: Definition | undefined): void => {
    if (!definition) return;
    const next = definition.$ref?.slice(REFERENCE.length);
    if (next && !found.has(next)) {
      found.add(next);
      visit(definitions[next]);
    }
    for (const below of Object.values(definition.properties ?? {})) visit(below);
    visit(definition.items);
    if (typeof definition.additionalProperties === 'object') visit(definition.additionalProperties);
  };
  visit({ $ref: `${REFERENCE}${name}` });
  return [...found];
}
