/**
 * Errors keep their envelope when they cross a worker's border.
 *
 * Comlink carries only name, message and stack of an `Error`. Its handler for thrown values is replaced by one
 * that carries the envelope too, so that both sides throw and catch `AssayError`.
 */
import { transferHandlers } from 'comlink';
import { AssayError, type ErrorEnvelope } from '../protocol';

interface ThrownValue {
  value: unknown;
}

type WireError =
  | { kind: 'assay'; envelope: ErrorEnvelope; stack?: string }
  | { kind: 'error'; name: string; message: string; stack?: string }
  | { kind: 'value'; value: unknown };

function toWire(value: unknown): WireError {
  if (value instanceof AssayError) return { kind: 'assay', envelope: value.envelope, stack: value.stack };
  if (value instanceof Error || value instanceof DOMException) {
    return { kind: 'error', name: value.name, message: value.message, stack: value.stack };
  }
  return { kind: 'value', value };
}

function fromWire(wire: WireError): unknown {
  if (wire.kind === 'value') return wire.value;
  const error = wire.kind === 'assay' ? new AssayError(wire.envelope) : new Error(wire.message);
  if (wire.kind === 'error') error.name = wire.name;
  if (wire.stack) error.stack = wire.stack;
  return error;
}

/** Makes Comlink in this thread carry error envelopes. Both sides of a border call it; twice does no harm. */
export function carryEnvelopes(): void {
  const original = transferHandlers.get('throw');
  if (!original) throw new Error('Comlink has no handler for thrown values; its version does not fit.');
  transferHandlers.set('throw', {
    canHandle: original.canHandle,
    serialize: (thrown: ThrownValue) => [toWire(thrown.value), []],
    deserialize: (wire: WireError) => {
      throw fromWire(wire);
    },
  });
}
