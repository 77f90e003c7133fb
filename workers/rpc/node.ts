/** Calls across the borders of Node's worker threads. */
export { connectNodeWorker, servePort } from './node-worker';
