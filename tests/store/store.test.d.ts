/** The store's suite over memory. */
export {};
