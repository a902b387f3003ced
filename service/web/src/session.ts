const KEY = 'mcp-system.key';

/** The API key of this tab. It is gone when the tab is closed, and never part of an address. */
export const session = {
  get: (): string | null => sessionStorage.getItem(KEY),
  set: (key: string) => sessionStorage.setItem(KEY, key),
  clear: () => sessionStorage.removeItem(KEY),
};
