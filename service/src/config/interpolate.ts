const VARIABLE = /\$\{([A-Za-z_]\w*)(:-((?:[^{}]|\{[^}]*\})*))?\}/g;

/** A URL that has reached its password: what follows must be percent-encoded. */
const URL_PASSWORD_NEXT = /^[a-z][\w+.-]*:\/\/[^/@\s]*:$/i;

export interface Interpolated {
  value: string;
  /** Names of the variables that were used (not those that fell back to a default). */
  used: string[];
  /** Names of variables that have neither value nor default. */
  missing: string[];
}

/**
 * Replaces `${VAR}` and `${VAR:-default}` in one string. As in a shell, an empty variable takes the default.
 * A variable in the password position of a URL is percent-encoded, so any password fits.
 */
export function interpolate(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
): Interpolated {
  const used: string[] = [];
  const missing: string[] = [];
  let before = '';
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = '', hasDefault, fallback = ''] = match;
    before += text.slice(end, match.index);
    end = match.index + whole.length;
    const value = variables[name];
    if (value) {
      used.push(name);
      before += URL_PASSWORD_NEXT.test(before) ? encodeURIComponent(value) : value;
    } else if (hasDefault) before += fallback;
    else missing.push(name);
  }
  return { value: before + text.slice(end), used, missing };
}
