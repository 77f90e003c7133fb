/** Runs the store over memory in Node. Hosts of one `MemoryStorage` are the tabs of one browser. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Factory } from 'wa-sqlite';
import makeModule from 'wa-sqlite/dist/wa-sqlite-async.mjs';
import { MemoryVFS } from 'wa-sqlite/src/examples/MemoryVFS.js';
import { SQLITE_FULL } from 'wa-sqlite/src/sqlite-constants.js';
import type { Channel, Claims, SqliteInstance, StoreHost } from '../../workers/store/host';

const wasmBinary = readFileSync(
  createRequire(import.meta.url).resolve('wa-sqlite/dist/wa-sqlite-async.wasm'),
);

export class MemoryStorage {
  files: MemoryVFS['mapNameToFile'] = new Map();
  /** While set, every write fails as it does when there is no room left. */
  isFull = false;
  readonly #taken = new Set<string>();
  readonly #listeners = new Map<object, (message: unknown) => void>();

  /** A tab. Names it has claimed are free again after `die`. */
  makeTab(): StoreHost & { die(): void } {
    const names = new Set<string>();
    const claims: Claims = {
      take: async (name, waitMs) => {
        if (this.#taken.has(name))
          return waitMs < Number.POSITIVE_INFINITY ? undefined : new Promise(() => undefined);
        this.#taken.add(name);
        names.add(name);
        return () => {
          this.#taken.delete(name);
          names.delete(name);
        };
      },
    };
    return {
      start: () => this.#start(),
      deleteAll: async () => this.files.clear(),
      hasRoom: async () => !this.isFull,
      claims,
      channel: this.#makeChannel(),
      estimate: async () => ({ quotaBytes: 0, usageBytes: 0 }),
      die: () => {
        for (const name of names) this.#taken.delete(name);
      },
    };
  }

  async #start(): Promise<SqliteInstance> {
    const module = await makeModule({ wasmBinary });
    const vfs = new LimitedVfs(this, module);
    await vfs.isReady();
    vfs.mapNameToFile = this.files;
    const api = Factory(module);
    api.vfs_register(vfs, true);
    return { api, files: vfs, dispose: async () => undefined };
  }

  #makeChannel(): Channel {
    const self = {};
    return {
      post: (message) => {
        for (const [owner, listener] of this.#listeners)
          if (owner !== self) listener(structuredClone(message));
      },
      listen: (listener) => this.#listeners.set(self, listener),
    };
  }
}

class LimitedVfs extends MemoryVFS {
  readonly #storage: MemoryStorage;

  constructor(storage: MemoryStorage, module: unknown) {
    super('memory', module);
    this.#storage = storage;
  }

  override jWrite(id: number, data: Uint8Array, offset: number): number | Promise<number> {
    return this.#storage.isFull ? SQLITE_FULL : super.jWrite(id, data, offset);
  }
}
