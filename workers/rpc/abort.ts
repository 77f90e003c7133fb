/**
 * Lets an `AbortSignal` be an argument of a call into another thread.
 *
 * Signals cannot be posted. One side of a message channel waits for the abort; the other side drives a
 * controller in the thread that was called.
 */
import { transferHandlers } from 'comlink';

interface WireSignal {
  aborted: boolean;
  port: MessagePort;
}

function serialize(signal: AbortSignal): [WireSignal, Transferable[]] {
  const { port1, port2 } = new MessageChannel();
  signal.addEventListener('abort', () => port1.postMessage('abort'), { once: true });
  return [{ aborted: signal.aborted, port: port2 }, [port2]];
}

function deserialize(wire: WireSignal): AbortSignal {
  const controller = new AbortController();
  if (wire.aborted) controller.abort();
  wire.port.onmessage = () => {
    controller.abort();
    wire.port.close();
  };
  return controller.signal;
}

/** Makes Comlink in this thread carry abort signals. Both sides of a border call it; twice does no harm. */
export function carryAbortSignals(): void {
  transferHandlers.set('abort-signal', {
    canHandle: (value: unknown): value is AbortSignal => value instanceof AbortSignal,
    serialize,
    deserialize,
  });
}
