const MEANINGS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'no authority that is trusted here has signed the certificate: ca_file names the right one',
  SELF_SIGNED_CERT_IN_CHAIN: 'another authority than the one in ca_file has signed the certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'another authority than the one in ca_file has signed the certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'another authority than the one in ca_file has signed the certificate',
  CERT_SIGNATURE_FAILURE: 'another authority than the one in ca_file has signed the certificate',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  HANDSHAKE_NO_SSL_SUPPORT: 'the server does not encrypt, but tls is on',
  ER_SECURE_TRANSPORT_REQUIRED: 'the server takes encrypted connections only, but tls is off',
};

/** OpenSSL's words for the same, which is all that some clients pass on. */
const WORDS: readonly [RegExp, string][] = [
  [/self-signed certificate in certificate chain/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self-signed certificate/i, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to get local issuer certificate/i, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [/unable to verify the first certificate/i, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/certificate signature failure/i, 'CERT_SIGNATURE_FAILURE'],
  [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
  [/certificate is not yet valid/i, 'CERT_NOT_YET_VALID'],
  [/does not match certificate's altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

/**
 * What is wrong with the encryption towards a store that answered: waiting would not change it.
 *
 * @param error whatever a client threw
 * @returns the meaning and, in brackets, the client's own words; undefined for any other failure
 */
export function encryptionProblem(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    const meaning = MEANINGS[codeOf(cause)];
    if (meaning) return `${meaning} (${cause.message.split('\n')[0]})`;
  }
  return undefined;
}

function codeOf(error: Error & { code?: unknown }): string {
  if (typeof error.code === 'string' && error.code in MEANINGS) return error.code;
  return WORDS.find(([words]) => words.test(error.message))?.[1] ?? '';
}

/** The error with everything that led to it, the addresses tried included. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const tried = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...tried].flatMap(causes)];
}
