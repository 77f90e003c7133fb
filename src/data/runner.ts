/**
 * When to ask again: the part of live queries that knows neither signals nor workers.
 */
import type { QueryName, StoreChange } from '../../workers/protocol';

/**
 * Pauses between answers while a scan writes all the time; ms. Short after a quiet time, so that the first finding is
 * there at once, and longer with every answer.
 */
const FIRST_PAUSE_MS = 60;
const LAST_PAUSE_MS = 400;
/** After this time without a question the next one is a first one again; ms. */
const QUIET_MS = 1000;
/** An answer that takes long to make and draw is asked for more rarely: that is this much of the time at most. */
const SHARE = 0.2;

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
  let lastStart = 0;
  let lastTookMs = 0;
  let pauseMs = FIRST_PAUSE_MS;

  const start = async () => {
    clearTimeout(timer);
    timer = undefined;
    const asked = wanted;
    if (underWay || asked === undefined) return;
    underWay = true;
    stale = false;
    lastStart = performance.now();
    running.busy(true);
    try {
      const result = await running.ask(asked);
      if (wanted === asked) running.answered(result);
      lastTookMs = performance.now() - lastStart;
    } catch (reason) {
      if (wanted === asked) running.failed(reason);
    }
    underWay = false;
    running.busy(false);
    const isUrgent = hurried || (wanted !== undefined && wanted !== asked);
    hurried = false;
    if (isUrgent) void start();
    else if (stale) later();
  };
  const later = () => {
    if (timer !== undefined) return;
    const sinceLast = performance.now() - lastStart;
    pauseMs = sinceLast > QUIET_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LAST_PAUSE_MS);
    timer = setTimeout(start, Math.max(0, Math.max(pauseMs, lastTookMs / SHARE) - sinceLast));
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
    /** Asks at once, whatever the throttle says. */
    hurry() {
      stale = true;
      hurried = underWay;
      if (!underWay) void start();
    },
    stop() {
      wanted = undefined;
      clearTimeout(timer);
    },
  };
}
