/** The pool of analysis workers: started in idle time, so that the first drop finds it warm. */
import { createSignal } from 'solid-js';
import { Pool, poolSize } from '../../workers/pool';
import type { AnalysisService, LoadedRules, RuleChoice } from '../../workers/protocol';
import { connectWorker } from '../../workers/rpc';
import { createSetting, numberWithin } from '../kernel/settings';
import { cores, loadEngine, loadGrammar, memoryGb, spawnAnalysis } from '../platform';
import { intakeId, intakePort, lastIntake, storeId, storePort } from './backend';

/** 0 leaves the number to the machine. */
export const [chosenWorkers, setChosenWorkers] = createSetting('workers', 0, numberWithin(0, 64));
const [readyMs, setReadyMs] = createSignal<number>();

/** How many engines a scan uses. */
export function workerCount(): number {
  return chosenWorkers() || poolSize(cores(), memoryGb());
}

/** How many engines this page has; a changed choice takes effect when it is loaded again. */
export function workersInUse(): number {
  return pool.size;
}

/** Milliseconds from the start of the engine until it could be used; undefined before that. A signal. */
export { readyMs as engineReadyMs };

/** The pool; its first worker starts with the first rules, the others with the first scan, or before it where one is to be expected. */
export const pool = makePool();

let engine: Promise<WebAssembly.Module> | undefined;

/** The compiled engine, which all workers share. */
export function compiledEngine(): Promise<WebAssembly.Module> {
  engine ??= loadEngine();
  // A failed download is tried again when a worker is next started.
  engine.catch(() => {
    engine = undefined;
  });
  return engine;
}

function makePool(): Pool {
  return new Pool(
    {
      spawn: () => connectWorker<AnalysisService>(spawnAnalysis(), 'An analysis worker'),
      engine: compiledEngine,
      loadGrammar,
      sourcePort: intakePort,
      sinkPort: storePort,
      sourceId: intakeId,
      sinkId: storeId,
      handedOut: (revision, consumer) => lastIntake().handedOut(revision, consumer),
    },
    workerCount(),
  );
}

/** Loads rules into the engines, and notes how long the first time took. */
export async function loadIntoEngines(choice: RuleChoice): Promise<LoadedRules> {
  const begin = performance.now();
  const loaded = await pool.loadRules(choice);
  if (readyMs() === undefined) setReadyMs(performance.now() - begin);
  return loaded;
}
