/** Ways on where the stored data cannot be used. */
import { startAgain, startInMemory, startup } from '../data';
import { type Operation, operation } from '../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../kernel/operations/reasons';
import { NOTHING } from '../kernel/operations/schema';

const common = { group: 'Settings', input: NOTHING, changes: 'none' as const, notOn: PALETTE_AND_KEYS };
const isInTrouble = () => startup().error !== undefined;
/** The program behind the database did not come: what is stored has nothing to do with it. */
const NOT_LOADED = new Set(['not-loaded', 'site-updated', 'worker-crashed']);

/** Whether it is the stored data themselves that cannot be used; a signal. */
export function isDataTrouble(): boolean {
  const code = startup().error?.code;
  return code !== undefined && !NOT_LOADED.has(code);
}

export const openAgain = operation({
  ...common,
  id: 'store.open-again',
  title: 'Try to open the stored data again',
  description: 'Opens the database once more, after it could not be opened.',
  when: isInTrouble,
  failed: 'The stored data could not be opened',
  run: startAgain,
});

export const goWithout = operation({
  ...common,
  id: 'store.go-without',
  title: 'Scan without stored data',
  description: 'Leaves the stored data as they are; results are gone with this tab.',
  when: isDataTrouble,
  failed: 'The page could not be started',
  async run() {
    const { error } = startup();
    if (error !== undefined) await startInMemory({ ...error });
  },
});

export const storeOperations: readonly Operation[] = [openAgain, goWithout];
