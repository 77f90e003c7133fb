/**
 * Starts the workers. Their entries are named here, so that the bundler finds and builds them.
 *
 * A worker that is started from a file is bound by that file's own headers alone, so on a host that sends none it
 * would have no policy at all. One that is started from a blob inherits the page's. Its text is the checked text of
 * the file: a damaged one never runs.
 */
import analysisUrl from '../../workers/analysis/worker.ts?worker&url';
import formatUrl from '../../workers/format/worker.ts?worker&url';
import indexUrl from '../../workers/index/worker.ts?worker&url';
import intakeUrl from '../../workers/intake/worker.ts?worker&url';
import { STORE_NAMES, type StorePlace } from '../../workers/protocol';
import storeUrl from '../../workers/store/worker.ts?worker&url';
import findingsReaderUrl from '../data/findings-reader/worker.ts?worker&url';
import { pathOf } from './assets';
import { load } from './load';
import { watchWorkerRequests } from './requests';

const startIntake = makeStart(intakeUrl, 'The file reader');
const startAnalysis = makeStart(analysisUrl, 'The analysis code');
const startFormat = makeStart(formatUrl, 'The formatting code');
const startIndex = makeStart(indexUrl, 'The project index');
const startFindingsReader = makeStart(findingsReaderUrl, 'The findings reader');
const startStore = makeStart(storeUrl, 'The database code');

/** Walks folders, decodes and hashes files. */
export const spawnIntake = () => startIntake('intake');

/** One engine. */
export const spawnAnalysis = () => startAnalysis('analysis');

/** What all files tell, joined. */
export const spawnIndex = () => startIndex('index');

/** Reads findings of other programs. */
export const spawnFindingsReader = () => startFindingsReader('findings-reader');

/** The formatters. */
export const spawnFormat = () => startFormat('format');

/** The database. */
export const spawnStore = (place: StorePlace) => startStore(STORE_NAMES[place]);

/** Starts workers of one kind, whose file is fetched once; `what` names it for people. */
function makeStart(url: string, what: string): (name: string) => Promise<Worker> {
  let address: Promise<string> | undefined;
  return async (name) => {
    address ??= import.meta.env.DEV ? Promise.resolve(url) : blobAddress(url, what);
    address.catch(() => {
      address = undefined;
    });
    return watchWorkerRequests(new Worker(await address, { type: 'module', name }));
  };
}

/** Never revoked: workers are started again when they die. */
async function blobAddress(url: string, what: string): Promise<string> {
  const text = await load(pathOf(url), what, (response) => response.blob());
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
