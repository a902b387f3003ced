/** A place in a text that looks like a credential. The value itself is never carried along. */
export interface Credential {
  /** What it looks like, for example `github_token`. */
  kind: string;
  /** First character, counted in UTF-16 units as JavaScript and JSON do. */
  start: number;
  /** One past the last character. */
  end: number;
}

/** Finds one family of credentials. */
export type Detector = (text: string) => Credential[];
