/**
 * What the store promises, as functions that run over memory in Node and over IndexedDB in a browser.
 * `tests/store/store.test.ts` and `tests/e2e/store.spec.ts` run them.
 */
import type { StoreHost } from '../../workers/store/host';
/** One browser's storage, empty at the start of each test. */
export interface Storage {
    /** A new tab of the browser. */
    makeTab(): StoreHost;
    /** Changes the bytes of the database where they are stored, while no tab has it open. */
    damage(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Promise<void>;
}
export declare const suite: Record<string, (storage: Storage) => Promise<void>>;
