export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who a request comes from. */
export interface Principal {
  keyId: string;
  name: string;
  scopes: ReadonlySet<Scope>;
  /** The only project the key may touch; null = all. */
  project: string | null;
  /** When the key stops working; null = never. */
  expiresAt: Date | null;
}
