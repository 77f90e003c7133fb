/** Has somebody watch a worker while calls to it wait that should be answered soon. */

interface WaitingCalls {
  /** Watches from now on; the answer stops it. `oldest` numbers the call that waits longest. */
  watch(oldest: () => number): () => void;
  /** Whether a call may take as long as it likes; nobody watches meanwhile, since others wait for it. */
  isSlow(name: string): boolean;
}

/** The answer wraps a call. */
export function followCalls({
  watch,
  isSlow,
}: WaitingCalls): <T>(name: string, call: () => Promise<T>) => Promise<T> {
  /** Numbers of calls, in order. */
  const waiting = { soon: new Set<number>(), slow: new Set<number>() };
  const oldest = () => waiting.soon.values().next().value ?? 0;
  let last = 0;
  let unwatch: (() => void) | undefined;
  const follow = () => {
    const isWatched = waiting.soon.size > 0 && waiting.slow.size === 0;
    if (isWatched) unwatch ??= watch(oldest);
    else if (unwatch) {
      unwatch();
      unwatch = undefined;
    }
  };
  return async (name, call) => {
    const sort = isSlow(name) ? 'slow' : 'soon';
    const number = ++last;
    waiting[sort].add(number);
    follow();
    try {
      return await call();
    } finally {
      waiting[sort].delete(number);
      follow();
    }
  };
}
