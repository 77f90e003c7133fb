/**
 * The one shape of an error at every border: what went wrong, why, and what to do.
 * `code` is for programs and tests, the rest is for people.
 */
export interface ErrorEnvelope {
  /** Kebab-case and stable, such as `quota-exceeded`. */
  code: string;
  /** What went wrong, in a sentence. */
  message: string;
  /** Why, as far as is known. */
  detail?: string;
  /** What to do, in a sentence. */
  help?: string;
}

/** An error that carries an envelope across `throw`; `rpc` rebuilds it on the other side of a worker's border. */
export class AssayError extends Error {
  readonly envelope: ErrorEnvelope;

  constructor(envelope: ErrorEnvelope) {
    super(envelope.message);
    this.name = 'AssayError';
    this.envelope = envelope;
  }
}

/** What was thrown as an envelope, for people: its own where it is or carries one, else its message. */
export function explain(thrown: unknown, code = 'unexpected'): ErrorEnvelope {
  if (thrown instanceof AssayError) return thrown.envelope;
  if (isEnvelope(thrown)) return thrown;
  return { code, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The same for storing and for other threads: an error of no kind of ours says where it came from. */
export function toEnvelope(thrown: unknown, code = 'internal'): ErrorEnvelope {
  const detail = thrown instanceof Error && !(thrown instanceof AssayError) ? thrown.stack : undefined;
  return { ...explain(thrown, code), ...(detail ? { detail } : {}) };
}

/** The engine throws envelopes bare. */
function isEnvelope(thrown: unknown): thrown is ErrorEnvelope {
  const { code, message } = (thrown ?? {}) as Partial<Record<string, unknown>>;
  return !(thrown instanceof Error) && typeof code === 'string' && typeof message === 'string';
}
