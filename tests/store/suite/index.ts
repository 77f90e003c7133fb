/**
 * What the store promises, as functions that run over memory in Node and over IndexedDB in a browser.
 * `tests/store/store.test.ts` and `tests/e2e/store.spec.ts` run them.
 */
import { acrossFiles } from './across-files';
import { database } from './database';
import { findings } from './findings';
import { projects } from './projects';
import { rules } from './rules';
import { runs } from './runs';
import type { Suite } from './scanned';
import { texts } from './texts';

export type { Storage } from './scanned';

export const suite: Suite = {
  ...acrossFiles,
  ...database,
  ...findings,
  ...projects,
  ...rules,
  ...runs,
  ...texts,
};
