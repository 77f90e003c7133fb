/**
 * When to ask again: the part of live queries that knows neither signals nor workers.
 */
import type { QueryName, StoreChange } from '../../workers/protocol';

/**
 * Pauses after an answer while a scan writes all the time; ms. Short after a quiet time, so that the first finding is
 * there at once, and longer with every answer.
 */
const FIRST_PAUSE_MS = 60;
const LAST_PAUSE_MS = 400;
/** This long after an answer the next one is a first one again; ms. */
const QUIET_MS = 1000;

/** Whether a committed change can alter the answer to this query. */
export function concerns(change: StoreChange, name: QueryName, params: object | undefined): boolean {
  if (!change.queries.includes(name)) return false;
  const project = projectOf(params);
  return change.projectId === undefined || project === undefined || project === change.projectId;
}

function projectOf(params: object | undefined): number | undefined {
  if (params === undefined) return undefined;
  if ('projectId' in params && typeof params.projectId === 'number') return params.projectId;
  if ('filter' in params && typeof params.filter === 'object' && params.filter !== null) {
    return projectOf(params.filter);
  }
  return undefined;
}

/** What a runner asks and tells. */
export interface Running<P, R> {
  ask(params: P): Promise<R>;
  answered(result: R): void;
  failed(reason: unknown): void;
  busy(is: boolean): void;
}

/**
 * One call at a time, the latest parameters win. New parameters are asked at once, repeats for changed
 * data are throttled.
 */
export function makeRunner<P, R>(running: Running<P, R>) {
  let wanted: P | undefined;
  let stale = false;
  /** Asked to hurry while an answer was under way. */
  let hurried = false;
  let underWay = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Who wants to know of the next answer that is asked for. */
  let waiting: (() => void)[] = [];
  let lastEnd = 0;
  let pauseMs = FIRST_PAUSE_MS;

  const release = () => {
    const served = waiting;
    waiting = [];
    return () => {
      for (const resolve of served) resolve();
    };
  };
  const start = async () => {
    clearTimeout(timer);
    timer = undefined;
    const asked = wanted;
    if (underWay) return;
    const serve = release();
    if (asked === undefined) return serve();
    underWay = true;
    stale = false;
    running.busy(true);
    try {
      const result = await running.ask(asked);
      if (wanted === asked) running.answered(result);
    } catch (reason) {
      if (wanted === asked) running.failed(reason);
    }
    underWay = false;
    lastEnd = performance.now();
    running.busy(false);
    serve();
    const isUrgent = hurried || (wanted !== undefined && wanted !== asked);
    hurried = false;
    if (isUrgent) void start();
    else if (stale) later();
  };
  const later = () => {
    if (timer !== undefined) return;
    const sinceLast = performance.now() - lastEnd;
    pauseMs = sinceLast > QUIET_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LAST_PAUSE_MS);
    timer = setTimeout(start, Math.max(0, pauseMs - sinceLast));
  };
  return {
    ask(params: P | undefined) {
      wanted = params;
      void start();
    },
    again() {
      stale = true;
      if (!underWay) later();
    },
    /** Asks at once, whatever the throttle says; settles when that is answered. */
    hurry(): Promise<void> {
      stale = true;
      hurried = underWay;
      if (!underWay) return start();
      return new Promise((resolve) => waiting.push(resolve));
    },
    stop() {
      wanted = undefined;
      clearTimeout(timer);
      release()();
    },
  };
}
