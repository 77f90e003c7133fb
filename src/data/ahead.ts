/**
 * Asks the index what somebody will probably ask next, while nobody asks anything: answers that are there already come at
 * once. It never keeps anybody waiting: a real question ends one that was asked ahead, or takes it over if it is the same.
 */
import type { IndexQueries, IndexQuery, NamesAnswer } from '../../workers/protocol';

type Answer<Q extends IndexQuery> = NamesAnswer<IndexQueries[Q]['result']> | undefined;
type OnPart<Q extends IndexQuery> = (part: IndexQueries[Q]['part']) => void;

/** Asks the index of the open project. */
export type AskIndex = <Q extends IndexQuery>(
  name: Q,
  params: IndexQueries[Q]['params'],
  signal: AbortSignal,
  onPart?: OnPart<Q>,
) => Promise<Answer<Q>>;

/** Questions that are asked ahead; others are not counted. */
export type AheadQuery = 'hoverAt' | 'outline' | 'referencesAt';

const AHEAD: ReadonlySet<IndexQuery> = new Set<AheadQuery>(['hoverAt', 'outline', 'referencesAt']);

/** What may be asked next. */
export type Guess = { [Q in AheadQuery]: { name: Q; params: IndexQueries[Q]['params'] } }[AheadQuery];

/** How many questions of these kinds were asked, and how many of them had been asked ahead. */
export interface AheadCount {
  asked: number;
  ready: number;
}

/** Answers that are kept. */
const MOST = 100;

interface Early {
  stop: AbortController;
  answer: Promise<Answer<IndexQuery>>;
  /** Parts that came before anybody asked, and who wants the others. */
  parts: unknown[];
  onPart: ((part: unknown) => void) | undefined;
}

interface Host {
  ask: AskIndex;
  /** Changes when answers may be others. */
  state(): string;
  /** Whether there is nothing better to do than to guess. */
  isIdle(): boolean;
  onCount(count: AheadCount): void;
}

export class AskingAhead {
  readonly #host: Host;
  readonly #restMs: number;
  readonly #count: AheadCount = { asked: 0, ready: 0 };
  #state = '';
  #answers = new Map<string, Early>();
  /** What is guessed, by who guesses. */
  readonly #guesses = new Map<string, readonly Guess[]>();
  #running: Early | undefined;
  /** Real questions that wait for their answers. */
  #waiting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param restMs how long nobody asks or guesses anything before a guess is asked. */
  constructor(host: Host, restMs: number) {
    this.#host = host;
    this.#restMs = restMs;
  }

  /** Answers a real question. */
  async ask<Q extends IndexQuery>(
    name: Q,
    params: IndexQueries[Q]['params'],
    signal: AbortSignal,
    onPart?: OnPart<Q>,
  ): Promise<Answer<Q>> {
    const askNow = () => this.overtake(() => this.#host.ask(name, params, signal, onPart));
    if (!AHEAD.has(name)) return askNow();
    const early = this.#known(keyOf(name, params));
    this.#count.asked += 1;
    if (early) this.#count.ready += 1;
    this.#host.onCount({ ...this.#count });
    if (!early) return askNow();
    try {
      return (await this.#takeOver(early, signal, onPart as Early['onPart'])) as Answer<Q>;
    } catch (error) {
      if (signal.aborted) throw error;
      // Why it failed ahead is of no interest: it may well be answered now.
      return askNow();
    }
  }

  /** Tells what may be asked next, in place of what the same one has guessed before. */
  guess(who: string, guesses: readonly Guess[]): void {
    this.#guesses.set(who, guesses);
    this.#rest();
  }

  /** Asks something real, before which a guess gives way; none is asked until it is answered. */
  async overtake<T>(ask: () => Promise<T>): Promise<T> {
    this.#running?.stop.abort();
    this.#waiting += 1;
    try {
      return await ask();
    } finally {
      this.#waiting -= 1;
      this.#rest();
    }
  }

  async #takeOver(early: Early, signal: AbortSignal, onPart: Early['onPart']): Promise<Answer<IndexQuery>> {
    for (const part of early.parts) onPart?.(part);
    early.onPart = onPart;
    if (early !== this.#running) {
      this.#rest();
      return early.answer;
    }
    this.#running = undefined;
    const stop = () => early.stop.abort();
    signal.addEventListener('abort', stop);
    try {
      return await this.overtake(() => early.answer);
    } finally {
      // An answer that is whole stays known, whatever becomes of who asked.
      signal.removeEventListener('abort', stop);
    }
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#next(), this.#restMs);
  }

  #next(): void {
    if (this.#waiting > 0 || this.#running || !this.#host.isIdle()) return;
    const guesses = [...this.#guesses.values()].flat();
    const next = guesses.find(({ name, params }) => !this.#known(keyOf(name, params)));
    if (next) this.#askEarly(next);
    else this.#guesses.clear();
  }

  #askEarly({ name, params }: Guess): void {
    const key = keyOf(name, params);
    const early: Early = {
      stop: new AbortController(),
      answer: Promise.resolve(undefined),
      parts: [],
      onPart: undefined,
    };
    const take = (part: unknown) => {
      early.parts.push(part);
      early.onPart?.(part);
    };
    this.#running = early;
    this.#keep(key, early);
    early.answer = this.#host.ask<IndexQuery>(name, params, early.stop.signal, take).finally(() => {
      if (this.#running !== early) return;
      this.#running = undefined;
      this.#next();
    });
    early.answer.catch(() => this.#forget(key, early));
    early.stop.signal.addEventListener('abort', () => {
      this.#forget(key, early);
      if (this.#running === early) this.#running = undefined;
    });
  }

  #known(key: string): Early | undefined {
    const state = this.#host.state();
    if (state !== this.#state) this.#answers.clear();
    this.#state = state;
    return this.#answers.get(key);
  }

  #keep(key: string, early: Early): void {
    this.#answers.set(key, early);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest);
  }

  #forget(key: string, early: Early): void {
    if (this.#answers.get(key) === early) this.#answers.delete(key);
  }
}

function keyOf(name: IndexQuery, params: unknown): string {
  return JSON.stringify([name, params]);
}
