/** What happens to a text that holds what looks like a credential. */
export const CREDENTIAL_POLICIES = ['refuse', 'mask', 'allow'] as const;
export type CredentialPolicy = (typeof CREDENTIAL_POLICIES)[number];
