/**
 * The store and intake workers behind the page, and the news of what changed in the store. The store
 * is started with the page, so that the last project is there as soon as anything can be drawn.
 */
import {
  type ErrorEnvelope,
  explain,
  type IntakeService,
  type StoreChange,
  type StorePlace,
  type StoreService,
  type StoreWorkerService,
  toEnvelope,
} from '../../workers/protocol';
import { type Client, type Connection, connectWorker, type WorkerHandle, watch } from '../../workers/rpc';
import { loadSqlite, spawnIntake, spawnStore } from '../platform';
import { followCalls } from './waiting-calls';

/** `query` keeps its own type: the answer's goes by the name, which a mapped type would forget. */
type StoreClient = Omit<Client<StoreService>, 'query'> & Pick<StoreService, 'query'>;

/** A store worker, from its start to its death. */
interface StoreLife {
  handle: WorkerHandle<StoreWorkerService>;
  /** Settles when it can be called at all, and when its database is open. */
  ready: Promise<void>;
  opened: Promise<void>;
}

let storeLife: StoreLife | undefined;
let place: StorePlace = 'browser';
/** What can be called on a database that did not open. */
const WAYS_OUT: ReadonlySet<string | symbol> = new Set(['exportDatabase', 'rebuild', 'reset']);
const REPLACED: ErrorEnvelope = { code: 'store-replaced', message: 'The database was reopened.' };

function startStore(): StoreLife {
  const handle = connectWorker<StoreWorkerService>(spawnStore(place), 'The database worker');
  const { service } = handle.connection;
  const ready = loadSqlite().then((sqlite) => service.setup(sqlite));
  // A worker without its program is of no use; the next call starts another one.
  ready.catch((error: unknown) => handle.terminate(toEnvelope(error)));
  const opened = ready.then(() => service.open()).then(() => service.subscribe(tellListeners));
  opened.catch(() => {});
  handle.connection.lost.catch((error: unknown) => {
    for (const listener of deathListeners) listener(explain(error));
  });
  return { handle, ready, opened };
}

const deathListeners = new Set<(why: ErrorEnvelope) => void>();

/** Calls back whenever a store worker is gone. */
export function onStoreDeath(listener: (why: ErrorEnvelope) => void): void {
  deathListeners.add(listener);
}

/** The store worker of now; one that has died is replaced. */
function liveStore(): StoreLife {
  if (storeLife === undefined || storeLife.handle.connection.closed() !== undefined) storeLife = startStore();
  return storeLife;
}

/** The store's client: every call answers with a promise, and waits until the database is open. */
export const store: StoreClient = new Proxy({} as StoreClient, {
  get:
    (_, name) =>
    async (...args: unknown[]) => {
      const { handle, ready, opened } = liveStore();
      await (WAYS_OUT.has(name) ? ready : opened);
      return follow(String(name), () => Reflect.get(handle.connection.service, name)(...args));
    },
});

/** What takes as long as there is much of it. */
const SLOW: ReadonlySet<string> = new Set([
  ...(WAYS_OUT as ReadonlySet<string>),
  ...['deleteProject', 'removeTemporary', 'importFindings', 'endRun', 'keepTexts', 'wipeTexts', 'subscribe'],
]);

/** A call that was stopped in its middle is never answered: then another worker is started, also between scans. */
const follow = followCalls({ watch: watchStore, isSlow: (name) => SLOW.has(name) });

/** Does what another worker writes to the store for: the store may be busy with it for long, and has not stopped. */
export function whileItImports<T>(work: () => Promise<T>): Promise<T> {
  return follow('importFindings', work);
}

/** Another port to the store, for a worker that writes to it; once the database is open. */
export async function storePort(): Promise<MessagePort> {
  const { handle, opened } = liveStore();
  await opened;
  return handle.connection.port();
}

/** Rejects when the store worker of now dies; what others have sent it is never answered then. */
export function storeLost(): Promise<never> {
  return liveStore().handle.connection.lost;
}

/** Longer than the database may wait for another tab's transaction; ms. */
const STORE_LIMIT_MS = 30_000;
const STORE_STUCK: ErrorEnvelope = {
  code: 'store-stuck',
  message: 'The database stopped responding and was reopened.',
};

/**
 * Ends a store worker that answers no question any more, so that who waits for it hears of it, until the returned
 * function is called. For while a scan writes or a call waits: maintenance may take its time.
 * @param oldest numbers the call that waits longest; one that waits on and on was lost in its middle
 */
export function watchStore(oldest?: () => number): () => void {
  const { handle } = liveStore();
  const pulse = () => oldest && { isWaiting: true, steps: oldest() };
  const ping = () => handle.connection.service.query('setting', { key: '' }).then(pulse);
  return watch(ping, STORE_LIMIT_MS, () => handle.terminate(STORE_STUCK));
}

/** The store worker that there is now, to be told from its successors. */
export function storeId(): unknown {
  return liveStore();
}

let intakeConnection: Connection<IntakeService> | undefined;

/** The intake worker's client; a dead worker is replaced at the next call. */
export function intake(): Client<IntakeService> {
  return connectIntake().service;
}

/** Another port to intake, for a worker that takes files from it. */
export function intakePort(): Promise<MessagePort> {
  return connectIntake().port();
}

/** The intake worker that the last call went to; where it is dead, it says of what. */
export function lastIntake(): Client<IntakeService> {
  return (intakeConnection ?? connectIntake()).service;
}

/** The intake worker that there is now, to be told from its successors. */
export function intakeId(): unknown {
  return connectIntake();
}

/** Whether this intake worker (see `intakeId`) still lives; another one knows nothing of what it had open. */
export function isIntakeAlive(id: unknown): boolean {
  return id !== undefined && id === intakeConnection && intakeConnection?.closed() === undefined;
}

function connectIntake(): Connection<IntakeService> {
  if (intakeConnection === undefined || intakeConnection.closed() !== undefined) {
    intakeConnection = connectWorker<IntakeService>(spawnIntake(), 'The file reader').connection;
  }
  return intakeConnection;
}

const listeners = new Set<(change: StoreChange) => void>();

function tellListeners(change: StoreChange): void {
  for (const listener of listeners) listener(change);
}

/** Opens the database, in another place than before if that is asked for; rejects with what is wrong with it. */
export async function openStore(where: StorePlace = 'browser'): Promise<void> {
  const hasFailed = await storeLife?.opened.then(
    () => false,
    () => true,
  );
  if (hasFailed || where !== place) storeLife?.handle.terminate(REPLACED);
  place = where;
  await liveStore().opened;
}

/** Calls back after every committed write, of this tab and others; returns what stops it. */
export function onStoreChange(listener: (change: StoreChange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
