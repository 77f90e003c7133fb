/** The grammars of one thread's engine: each is fetched and linked when it is first needed, and once. */
import { functionTable, type InitOutput } from '#engine';
import { AssayError, explain, type LoadGrammar } from '../protocol';
import { linkGrammar } from './link';

export class Grammars {
  /** Why each that was asked for cannot be had; undefined of those that are there. */
  readonly #added = new Map<string, Promise<string | undefined>>();
  /** Those that could not be had. */
  readonly #missing = new Set<string>();
  #fetching = 0;

  /** `adopt` hands a grammar to the engine, by its place in the function table. */
  constructor(
    readonly exports: InitOutput,
    readonly load: LoadGrammar,
    readonly adopt: (name: string, slot: number) => void,
  ) {}

  /** Whether one is being fetched. */
  get isWaiting(): boolean {
    return this.#fetching > 0;
  }

  /** Whether it was asked for before. */
  has(name: string): boolean {
    return this.#added.has(name);
  }

  /** Adds a grammar; says why if it cannot be had. */
  add(name: string): Promise<string | undefined> {
    const known = this.#added.get(name);
    if (known) return known;
    const adding = this.#add(name);
    this.#added.set(name, adding);
    return adding;
  }

  /** Forgets those that could not be had, so that they are fetched once more; says which. */
  forgetMissing(): string[] {
    const names = [...this.#missing];
    this.#missing.clear();
    for (const name of names) this.#added.delete(name);
    return names;
  }

  async #add(name: string): Promise<string | undefined> {
    try {
      const module = await this.#fetch(name);
      this.adopt(name, linkGrammar(name, module, { exports: this.exports, table: functionTable() }));
      return undefined;
    } catch (error) {
      this.#missing.add(name);
      return reasonOf(error);
    }
  }

  async #fetch(name: string): Promise<WebAssembly.Module> {
    this.#fetching += 1;
    try {
      return await this.load(name);
    } finally {
      this.#fetching -= 1;
    }
  }
}

/** Why a grammar is not there; that it is not, the engine says itself. */
function reasonOf(error: unknown): string {
  if (error instanceof AssayError) return error.envelope.detail ?? error.message;
  return explain(error).message;
}
