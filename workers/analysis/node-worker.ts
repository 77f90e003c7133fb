/** Exposes the analysis in one of Node's worker threads. */
import { parentPort } from 'node:worker_threads';
import { serve } from '../rpc';
import { makeAnalysisService } from './service';

if (!parentPort) throw new Error('The analysis worker is started as a worker thread, not on its own.');
serve(makeAnalysisService(), parentPort as unknown as MessagePort);
