/** How a credential enters a file: as it is, within a URL, hashed, or as a JSON text with its quotes. */
export type Form = 'plain' | 'url' | 'sha256' | 'json';

/** What the files of Secrets are made of, whoever keeps the credentials. */
export interface Known {
  /** The credential that clients use from now on. */
  of(credential: string, form: Form): string;
  /** The one before the last rotation; undefined where nobody remembers it. */
  before(credential: string, form: Form): string | undefined;
}

/** One file of a Secret. */
export type Content = (known: Known) => string;

/** The files of a Secret by name. */
export type Contents = Record<string, Content>;

/** The names that contents ask for: they are pure, so asking them with nothing in hand tells. */
export function needs(contents: Content[]): { of: string[]; before: string[] } {
  const [of, before] = [new Set<string>(), new Set<string>()];
  const recorder: Known = {
    of: (credential) => {
      of.add(credential);
      return '';
    },
    before: (credential) => {
      before.add(credential);
      return '';
    },
  };
  for (const content of contents) content(recorder);
  return { of: [...of].sort(), before: [...before].sort() };
}

/** JSON whose texts are credentials: `tree` gets a function that makes the place of one. */
export function json(tree: (place: (text: string) => string) => unknown): string {
  const literals: string[] = [];
  const place = (literal: string) => `@${literals.push(literal) - 1}@`;
  return JSON.stringify(tree(place)).replace(/"@(\d+)@"/g, (_, at) => literals[Number(at)] as string);
}
