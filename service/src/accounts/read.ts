import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { type Accounts, AccountsSchema } from './schema.ts';

/**
 * Reads the file that lists the stores' accounts.
 *
 * @throws Error naming the places that are wrong, never a value: most of them are passwords
 */
export function readAccounts(file: string): Accounts {
  const content = parsed(file);
  const wrong = Value.Errors(AccountsSchema, content).map(
    ({ instancePath, message }) => `${instancePath || '/'} ${message}`,
  );
  if (wrong.length > 0) throw new Error(`${file} is not a list of accounts: ${wrong.join(', ')}`);
  return content as Accounts;
}

function parsed(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it could not read.
    throw new Error(`${file} is not JSON`);
  }
}
