/** A setting by its key. */

import type { Query } from '../query';
import { readSetting } from '../writes/settings';

export const setting: Query<'setting'> = {
  tables: ['settings'],
  run: ({ database }, { key }) => database.read((sql) => readSetting(sql, key)),
};
