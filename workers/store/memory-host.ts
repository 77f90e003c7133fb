/**
 * Where the store runs when the browser keeps nothing: in the memory of its worker, for this tab alone, and gone with
 * it. It touches nothing that other tabs or other versions have stored.
 */

import { Factory } from 'wa-sqlite';
import { MemoryVFS } from 'wa-sqlite/src/examples/MemoryVFS.js';
import type { StoreHost } from './host';
import { instantiateSqlite } from './sqlite';

export function makeMemoryHost(sqlite: Promise<WebAssembly.Module>): StoreHost {
  const files: MemoryVFS['mapNameToFile'] = new Map();
  return {
    async start() {
      const module = await instantiateSqlite(await sqlite);
      const vfs = new MemoryVFS('memory', module);
      await vfs.isReady();
      vfs.mapNameToFile = files;
      const api = Factory(module);
      api.vfs_register(vfs, true);
      return { api, files: vfs, dispose: async () => undefined };
    },
    deleteAll: async () => files.clear(),
    hasRoom: async () => true,
    claims: { take: async () => () => undefined },
    channel: { post: () => undefined, listen: () => undefined },
    estimate: async () => ({ quotaBytes: 0, usageBytes: 0 }),
  };
}
