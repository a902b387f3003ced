/** What a checker has against one object of one stack. */
export interface Finding {
  tool: string;
  /** The checker's own name of the rule. */
  check: string;
  stack: string;
  /** `Kind/name`; names that carry a hash without it, so that they stay the same. */
  object: string;
  /** What is wrong, in the checker's words. */
  detail: string;
}

/** Manifests of one stack. */
export interface Rendered {
  stack: string;
  /** Paths of all its files. */
  files: string[];
}

/** `Kind/name` of an object. The migration Job is named by what it runs. */
export const objectName = (kind: string, name: string): string =>
  `${kind}/${name.replace(/^(mcp-migrate)-[0-9a-f]{10}$/, '$1')}`;

export const describe = ({ tool, check, stack, object, detail }: Finding): string =>
  `${tool} ${check}, ${stack} ${object}: ${detail}`;
