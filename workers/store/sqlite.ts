/** SQLite as it is compiled: fetched and checked by the page, which hands it over. */

import makeModule from 'wa-sqlite/dist/wa-sqlite-async.mjs';

/** A fresh one. */
export function instantiateSqlite(compiled: WebAssembly.Module): Promise<unknown> {
  return makeModule({
    // What is thrown here rejects; a worker may compile and instantiate on its own thread.
    instantiateWasm: (imports, done) => done(new WebAssembly.Instance(compiled, imports), compiled),
  });
}
