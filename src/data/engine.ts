/** The pool of analysis workers: started in idle time, so that the first drop finds it warm. */
import { createSignal } from 'solid-js';
import { createPool, type Pool, poolSize } from '../../workers/pool';
import { createSetting, numberWithin } from '../kernel/settings';
import { cores, loadEngine, loadGrammar, memoryGb, spawnAnalysis } from '../platform';
import { intakePort, storePort } from './backend';

/** 0 leaves the number to the machine. */
export const [chosenWorkers, setChosenWorkers] = createSetting('workers', 0, numberWithin(0, 64));
const [readyMs, setReadyMs] = createSignal<number>();
let started: Promise<Pool> | undefined;

/** How many engines a scan uses. */
export function workerCount(): number {
  return chosenWorkers() || poolSize(cores(), memoryGb());
}

/** Milliseconds from the start of the engine until it could be used; undefined before that. A signal. */
export { readyMs as engineReadyMs };

/** The pool, started if it is not yet. */
export function pool(): Promise<Pool> {
  started ??= start();
  started.catch(() => {
    started = undefined;
  });
  return started;
}

async function start(): Promise<Pool> {
  const begin = performance.now();
  const engine = await loadEngine();
  const made = await createPool({
    engine,
    grammar: loadGrammar,
    spawn: spawnAnalysis,
    size: workerCount(),
    source: intakePort,
    sink: storePort,
  });
  setReadyMs(performance.now() - begin);
  return made;
}
