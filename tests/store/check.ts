/** The few assertions of the store's suite, which runs in Node and in a browser page without a test library. */

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const found = stable(actual);
  const wanted = stable(expected);
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`);
}

export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** Asks again until the answer is as expected, for at most ten seconds. */
export async function becomes(ask: () => Promise<unknown>, expected: unknown, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const actual = await ask().catch(String);
    if (stable(actual) === stable(expected) || Date.now() > end) return equal(actual, expected, what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The code of the error that `work` must reject with. */
export async function rejection(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { envelope?: { code: string } }).envelope?.code ?? String(error);
  }
  throw new Error('It did not reject.');
}

/** JSON with sorted keys, so that the order of properties does not matter. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (ArrayBuffer.isView(inner)) return Array.from(inner as Uint8Array);
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
