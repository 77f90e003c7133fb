/** A database of each older version opens, with all that was in it. A released version adds its dump to the fixtures. */
export {};
