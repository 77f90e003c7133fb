/** The few assertions of the store's suite, which runs in Node and in a browser page without a test library. */
export declare function equal(actual: unknown, expected: unknown, what?: string): void;
export declare function ok(condition: unknown, what: string): asserts condition;
/** The code of the error that `work` must reject with. */
export declare function rejection(work: Promise<unknown>): Promise<string>;
