/** Something of each finding, by its path and identity: for a hundred thousand, keys that join both would cost more than the rest. */
export class ByPlace<T> {
  readonly #byPath = new Map<string, Map<string, T>>();

  get(path: string, identity: string): T | undefined {
    return this.#byPath.get(path)?.get(identity);
  }

  set(path: string, identity: string, one: T): void {
    const known = this.#byPath.get(path);
    if (known) known.set(identity, one);
    else this.#byPath.set(path, new Map([[identity, one]]));
  }

  delete(path: string, identity: string): void {
    this.#byPath.get(path)?.delete(identity);
  }

  /** What there is of a file, by identity. */
  in(path: string): ReadonlyMap<string, T> | undefined {
    return this.#byPath.get(path);
  }

  *[Symbol.iterator](): Generator<T> {
    for (const ofPath of this.#byPath.values()) yield* ofPath.values();
  }
}
