/** Some fields of an entity as somebody gives them: those in `Needed`, and of the others what is not left out. */
export type Given<T, Needed extends keyof T> = Pick<T, Needed> & {
  [Field in Exclude<keyof T, Needed>]?: T[Field] | null | undefined;
};
