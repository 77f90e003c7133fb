/** Calls across the borders of threads. */
export { type Client, type Connection, connect, move } from './connect';
export { showLife } from './life';
export { type OutsideRequest, reportOutsideRequests } from './outside-requests';
export { serve } from './serve';
export { nextTurn, Slice } from './turns';
export { watch } from './watchdog';
export { connectWorker, type WorkerHandle } from './worker';
