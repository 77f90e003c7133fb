/** The called side of a border: offers a service to the thread at the other end. */
import { type Endpoint, expose } from 'comlink';
import { carryAbortSignals } from './abort';
import { carryEnvelopes } from './envelope';

/** Answers calls that come in at `endpoint`: a worker's global scope or a message port. */
export function serve<T extends object>(service: T, endpoint: Endpoint): void {
  carryEnvelopes();
  carryAbortSignals();
  expose(service, endpoint);
}
