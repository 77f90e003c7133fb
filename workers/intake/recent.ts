/** Keeps the last so many things until they are asked for. What is older than that, the owner has to get anew. */
export class Recent<T> {
  readonly #kept: { value?: T | undefined }[] = [];
  #next = 0;

  constructor(readonly most: number) {}

  /** Keeps a value; the answer gives it out, once, if it is still there. */
  keep(value: T): () => T | undefined {
    const place: { value?: T | undefined } = { value };
    const oldest = this.#kept[this.#next];
    if (oldest) oldest.value = undefined;
    this.#kept[this.#next] = place;
    this.#next = (this.#next + 1) % this.most;
    return () => {
      const { value: kept } = place;
      place.value = undefined;
      return kept;
    };
  }
}
