import { InvalidArgumentError } from 'commander';
import { Value } from 'typebox/value';
import { ProjectId } from '../memories/schemas.ts';

/** The name of a project as an argument. @throws InvalidArgumentError saying what is allowed */
export function asProject(text: string): string {
  if (!Value.Check(ProjectId, text))
    throw new InvalidArgumentError('It has letters, digits, dot, underscore and hyphen, 1 to 64 of them.');
  return text;
}
