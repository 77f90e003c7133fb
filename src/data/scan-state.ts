/**
 * What the page knows of the run that is going on. Everything here is counted from what the workers
 * report; the findings themselves come from the store.
 */
import { createStore, reconcile } from 'solid-js/store';
import {
  type Completeness,
  type ErrorEnvelope,
  noCounts,
  type Problem,
  type SeverityCounts,
} from '../../workers/protocol';

export type ScanStatus = 'idle' | 'scanning' | 'cancelling' | 'done' | 'failed';

/** The state of the current or last run of this tab. */
export interface ScanState {
  status: ScanStatus;
  /** Files analysed or reused so far. */
  files: number;
  /** Files found so far; final once `walked`. */
  total: number;
  walked: boolean;
  /** Of `files`, those whose stored result was reused. */
  unchanged: number;
  skipped: number;
  parsed: number;
  /** Bytes analysed so far. */
  bytes: number;
  filesPerSecond: number;
  counts: SeverityCounts;
  elapsedMs: number;
  /** What went wrong with rules, grammars or workers. */
  problems: Problem[];
  /** Analysis workers at work. */
  workers: number;
  error?: ErrorEnvelope;
  /** What can be said of the project once the run is done. */
  completeness?: Completeness;
}

/** Before any run. */
export function idleScan(): ScanState {
  return {
    status: 'idle',
    files: 0,
    total: 0,
    walked: false,
    unchanged: 0,
    skipped: 0,
    parsed: 0,
    bytes: 0,
    filesPerSecond: 0,
    counts: noCounts(),
    elapsedMs: 0,
    problems: [],
    workers: 0,
  };
}

const [state, setState] = createStore<ScanState>(idleScan());

/** The run's state; each field is a signal of its own. */
export function scanState(): ScanState {
  return state;
}

/** Whether a run is going on. */
export function isScanning(): boolean {
  return state.status === 'scanning' || state.status === 'cancelling';
}

export function patchScan(patch: Partial<ScanState>): void {
  setState(patch);
}

export function resetScan(next: ScanState = idleScan()): void {
  setState(reconcile(next));
}
