/** The store's suite over memory. */

import { describe, expect, it } from 'vitest';
import { Store } from '../../workers/store/store';
import { makeResult, manyFindings } from './fixtures';
import { MemoryStorage } from './memory-host';
import { type Storage, suite } from './suite';

function makeStorage(): Storage & { memory: MemoryStorage } {
  const memory = new MemoryStorage();
  return {
    memory,
    makeTab: () => memory.makeTab(),
    damage: async (change) => {
      const file = memory.files.get('/assay.db');
      if (!file) throw new Error('There is no database.');
      const bytes = change(new Uint8Array(file.data.slice(0, file.size)));
      file.data = bytes.buffer;
      file.size = bytes.length;
    },
  };
}

describe('store over memory', () => {
  for (const [name, run] of Object.entries(suite)) it(name, () => run(makeStorage()));
});
