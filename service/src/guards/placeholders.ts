const FILLER = /^(?:[x*.#_-]+|0+|1234567?8?9?0?)$/i;
const STARTS = /^(?:[<$%({[*]|your[-_ ]?|process\.env|os\.environ|env[.[(]|https?:|\.{0,2}\/)/i;
const WORDS =
  /^(?:example\w*|change[-_]?me|pass(?:word|wd|phrase)?|pwd|secret|token|key|user(?:name)?|redacted|masked|hidden|null|none|nil|undefined|true|false|required|optional|string|number|text|value|unknown|default|missing|invalid|expired|empty)$/i;
/** Names of techniques, which stand where a value could: "password: sha256, salted". */
const TECHNIQUES =
  /^(?:base-?(?:32|58|64)|sha-?[0-9]|md5|utf-?8|oauth|openid|bcrypt|scrypt|argon2|pbkdf2|hmac|aes-?\d|rsa-?\d|ed25519|x\.?509|[hrep]s(?:256|384|512)|jwt|uuid|v\d)/i;

/** Whether a value only stands in for a credential, or names what one is made with. */
export function isPlaceholder(value: string): boolean {
  return (
    FILLER.test(value) ||
    STARTS.test(value) ||
    WORDS.test(value) ||
    TECHNIQUES.test(value) ||
    value.includes('EXAMPLE') ||
    /^(.)\1+$/.test(value)
  );
}
