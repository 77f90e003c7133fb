/**
 * The store and intake workers behind the page, and the news of what changed in the store. The store
 * is started with the page, so that the last project is there as soon as anything can be drawn.
 */
import type { IntakeService, StoreChange, StoreService } from '../../workers/protocol';
import { type Client, type Connection, connectWorker } from '../../workers/rpc';
import { spawnIntake, spawnStore } from '../platform';

const storeWorker = connectWorker<StoreService>(spawnStore(), 'The database worker');
/** `query` keeps its own type: the answer's goes by the name, which a mapped type would forget. */
type StoreClient = Omit<Client<StoreService>, 'query'> & Pick<StoreService, 'query'>;

const raw = storeWorker.connection.service;
let settleOpening: (outcome: Promise<void>) => void = () => {};
const opening = new Promise<void>((resolve) => {
  settleOpening = resolve;
});
/** What can be called on a database that did not open. */
const WAYS_OUT: ReadonlySet<string | symbol> = new Set(['open', 'exportDatabase', 'rebuild', 'reset']);

/** The store's client: every call answers with a promise, and waits until the database is open. */
export const store: StoreClient = new Proxy(raw, {
  get: (target, name) => {
    const method = Reflect.get(target, name);
    if (WAYS_OUT.has(name) || method === undefined) return method;
    return (...args: unknown[]) => opening.then(() => method(...args));
  },
}) as StoreClient;

/** Another port to the store, for a worker that writes to it. */
export function storePort(): Promise<MessagePort> {
  return storeWorker.connection.port();
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

/** Whether the intake worker lives; a new one knows nothing of what the dead one had open. */
export function isIntakeAlive(): boolean {
  return intakeConnection !== undefined && intakeConnection.closed() === undefined;
}

function connectIntake(): Connection<IntakeService> {
  if (intakeConnection === undefined || intakeConnection.closed() !== undefined) {
    intakeConnection = connectWorker<IntakeService>(spawnIntake(), 'The worker that reads files').connection;
  }
  return intakeConnection;
}

const listeners = new Set<(change: StoreChange) => void>();

/** Opens the database and starts listening to it; rejects with what is wrong with it. */
export async function openStore(): Promise<void> {
  settleOpening(raw.open());
  await opening;
  await store.subscribe((change) => {
    for (const listener of listeners) listener(change);
  });
}

/** Calls back after every committed write, of this tab and others; returns what stops it. */
export function onStoreChange(listener: (change: StoreChange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
