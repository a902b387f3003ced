/** The value, or undefined in a preview that cannot know it yet: the deployment asks again. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
