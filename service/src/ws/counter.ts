const MAX_CONNECTIONS = 2000;
const MAX_WITHOUT_KEY = 200;
const MAX_WITHOUT_KEY_PER_ADDRESS = 20;

/** Counts open connections, so that those without a key cannot crowd the others out. */
export interface ConnectionCounter {
  hasRoom(address: string, withKey: boolean): boolean;
  /** Counts one connection in; the returned function counts it out. */
  enter(address: string, withKey: boolean): () => void;
  open(): number;
}

export function createConnectionCounter(): ConnectionCounter {
  const byAddress = new Map<string, number>();
  let all = 0;
  let withoutKey = 0;
  const change = (address: string, withKey: boolean, by: 1 | -1) => {
    all += by;
    if (withKey) return;
    withoutKey += by;
    const count = (byAddress.get(address) ?? 0) + by;
    if (count > 0) byAddress.set(address, count);
    else byAddress.delete(address);
  };
  return {
    hasRoom(address, withKey) {
      if (all >= MAX_CONNECTIONS) return false;
      if (withKey) return true;
      return withoutKey < MAX_WITHOUT_KEY && (byAddress.get(address) ?? 0) < MAX_WITHOUT_KEY_PER_ADDRESS;
    },
    enter(address, withKey) {
      change(address, withKey, 1);
      return () => change(address, withKey, -1);
    },
    open: () => all,
  };
}
