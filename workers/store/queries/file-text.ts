/** The kept text of a file. Reading it counts as use, which decides what is dropped first. */

import { inflate } from '../../protocol';
import type { Query } from '../query';

/** Use is noted this often at most, so that paging through findings does not write each time; ms. */
const USE_PRECISION_MS = 60 * 60 * 1000;

export const fileText: Query<'fileText'> = {
  tables: ['texts'],
  run: async ({ database }, { projectId, path }) => {
    const row = await database.read((sql) =>
      sql.first<[string, number, Uint8Array<ArrayBuffer>]>(SELECT_TEXT, [projectId, path]),
    );
    if (!row) return undefined;
    const [hash, usedMs, data] = row;
    const nowMs = Date.now();
    if (nowMs - usedMs > USE_PRECISION_MS) {
      await database.write((sql) => sql.run('UPDATE texts SET used_ms = ? WHERE hash = ?', [nowMs, hash]));
    }
    return inflate(data, 'deflate-raw');
  },
};

const SELECT_TEXT = `SELECT t.hash, t.used_ms, t.data FROM files f JOIN texts t ON t.hash = f.hash
  WHERE f.project_id = ? AND f.path = ?`;
