/** Who does something. A program beside the service has neither key nor address. */
export interface Actor {
  keyId: string | null;
  /** Where the request came from. */
  address: string | null;
}

/** Someone at the command line, who has no API key. */
export const OPERATOR: Actor = { keyId: null, address: null };

/** One line of the audit log: what was done to what, never a text. */
export interface AuditEntry {
  by: Actor;
  /** Thing and deed, such as `key.revoke`. */
  action: string;
  project?: string | null;
  /** Id or name of what it was done to. */
  target?: string | null;
  /** Small facts such as counts and settings; never a secret, never a memory's text. */
  detail?: Record<string, unknown> | null;
}
