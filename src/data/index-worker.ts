/** The index worker's lives: it starts with the first question, and one that dies or falls silent is replaced. */
import {
  AssayError,
  type ErrorEnvelope,
  explain,
  type ProjectIndexService,
  type SummaryMaker,
} from '../../workers/protocol';
import { type Client, connectWorker, type WorkerHandle, watch } from '../../workers/rpc';
import { engineHash, loadEmbedding, loadGrammar, spawnIndex } from '../platform';
import { storeId, storePort } from './backend';
import { compiledEngine, pool } from './engine';

/** Longer than the longest look at a project of everything that a tab can hold; ms. */
const SILENT_MS = 20_000;
const STUCK: ErrorEnvelope = { code: 'worker-stuck', message: 'The project index stopped responding.' };

/** `query` keeps its own type: the answer's goes by the name, which a mapped type would forget. */
export type IndexClient = Omit<Client<ProjectIndexService>, 'query'> & Pick<ProjectIndexService, 'query'>;

interface IndexLife {
  handle: WorkerHandle<ProjectIndexService>;
  ready: Promise<void>;
  storeId: unknown;
  connected: Promise<void>;
}

let life: IndexLife | undefined;

function startIndex(): IndexLife {
  const handle = connectWorker<ProjectIndexService>(spawnIndex(), 'The project index');
  const { service } = handle.connection;
  const ready = compiledEngine().then((engine) => service.setup(engine, loadGrammar, loadEmbedding));
  ready.catch((error: unknown) => handle.terminate(explain(error)));
  return { handle, ready, storeId: undefined, connected: Promise.resolve() };
}

/** The index worker of now, connected to the store of now; one that has died is replaced. */
async function liveIndex(): Promise<IndexLife> {
  if (life === undefined || life.handle.connection.closed() !== undefined) life = startIndex();
  const mine = life;
  await mine.ready;
  if (mine.storeId !== storeId()) {
    mine.storeId = storeId();
    mine.connected = storePort().then((port) => mine.handle.connection.service.connect(port));
  }
  // Another question may have connected it, and is not there yet.
  await mine.connected;
  return mine;
}

/** How often a worker that dies is replaced until it is left at that. */
const MAX_DEATHS = 3;

const DEADLY = new Set(['worker-crashed', 'worker-stuck']);

/** Calls the index worker; if it dies or falls silent on the way it is replaced and asked again. */
export async function withIndex<T>(work: (index: IndexClient) => Promise<T>): Promise<T> {
  for (let deaths = 1; ; deaths++) {
    try {
      return await watched(await liveIndex(), work);
    } catch (error) {
      const isDeath = error instanceof AssayError && DEADLY.has(error.envelope.code);
      if (!isDeath || deaths > MAX_DEATHS) throw error;
    }
  }
}

async function watched<T>({ handle }: IndexLife, work: (index: IndexClient) => Promise<T>): Promise<T> {
  const { service } = handle.connection;
  const unwatch = watch(
    () => service.ping(),
    SILENT_MS,
    () => handle.terminate(STUCK),
  );
  return work(service as IndexClient).finally(unwatch);
}

let maker: Promise<SummaryMaker> | undefined;

/** The engine is asked through the pool, which is there anyway: the index worker starts with the first question. */
export function theMaker(): Promise<SummaryMaker> {
  maker ??= Promise.all([engineHash(), pool.analyses()]).then(([engine, analyses]) => ({ engine, analyses }));
  maker.catch(() => {
    maker = undefined;
  });
  return maker;
}

let revision = 0;

/** The number of another state of the project. */
export function nextRevision(): number {
  revision += 1;
  return revision;
}
