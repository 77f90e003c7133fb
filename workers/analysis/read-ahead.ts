/**
 * Reads rules while a worker has nothing to do, so that the first file of a language finds its rules read. In slices
 * between which messages come in; over as soon as there is a run, which knows better what it needs.
 */
import type { Analyser } from './analyser';

const SLICE_MS = 10;
/** Between slices: who else has work to do goes first. */
const PAUSE_MS = 5;

export class ReadAhead {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** After rules were loaded. */
  start(analyser: Analyser): void {
    this.stop();
    this.#timer = setTimeout(() => {
      if (analyser.readAhead(SLICE_MS)) this.start(analyser);
    }, PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
