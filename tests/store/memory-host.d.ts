/** Runs the store over memory in Node. Hosts of one `MemoryStorage` are the tabs of one browser. */
import { MemoryVFS } from 'wa-sqlite/src/examples/MemoryVFS.js';
import type { StoreHost } from '../../workers/store/host';
export declare class MemoryStorage {
    #private;
    files: MemoryVFS['mapNameToFile'];
    /** While set, every write fails as it does when there is no room left. */
    isFull: boolean;
    /** A tab. Names it has claimed are free again after `die`. */
    makeTab(): StoreHost & {
        die(): void;
    };
}
