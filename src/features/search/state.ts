/** What is searched for, and what was found: the query is the address's, so that it can be copied and gone back to. */
import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import {
  type ErrorEnvelope,
  explain,
  type FoundFile,
  type SearchPart,
  type TextAnswer,
} from '../../../workers/protocol';
import {
  createQuery,
  currentProjectId,
  currentRoute,
  replaceParams,
  searchTexts,
  textsVersion,
} from '../../data';
import { typeOf } from '../../share';
import { findFindings } from './find-findings';
import { listedIn } from './rows';

const [answer, setAnswer] = createSignal<TextAnswer>();
const [error, setError] = createSignal<ErrorEnvelope>();
const [isSearching, setSearching] = createSignal(false);

/** What was found last, what is wrong with the query, and whether an answer is on its way. Signals. */
export { answer, error, isSearching };

/** The query of the address. */
export function query(): string {
  return currentRoute().path === '/search' ? (currentRoute().params.q ?? '') : '';
}

export function setQuery(text: string): void {
  replaceParams({ q: text });
}

/** Whether the query is a question in plain words, which is asked and not searched for. */
export function isAsking(): boolean {
  return currentRoute().params.how === 'ask';
}

/**
 * Asks whenever the query, the project or its files change, for as long as its owner lives; the latest one wins. After a
 * scan texts are still being stored: an answer that lacks some is asked for anew when more are there and nobody reads it.
 */
export function followQuery(isReading: () => boolean): void {
  const files = createQuery('project', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  });
  const lastRun = () => files()?.lastRun?.id;
  const texts = createMemo((last: number) => {
    const { texts = 0, searchable = 0 } = answer() ?? {};
    const canWait = searchable === texts || isSearching() || isReading();
    return canWait ? last : textsVersion();
  }, 0);
  createEffect(
    on([query, currentProjectId, lastRun, isAsking, texts], ([text, projectId, , isQuestion]) => {
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      if (projectId === undefined || text.trim() === '' || isQuestion) {
        setAnswer(undefined);
        setError(undefined);
        setSearching(false);
        return;
      }
      setSearching(true);
      const parts = new Parts((found) => stop.signal.aborted || setAnswer(found));
      const isOfFindings = typeOf(text) === 'finding';
      const looking = isOfFindings
        ? findFindings(projectId, text)
        : searchTexts(projectId, text, stop.signal, (part) => parts.add(part));
      looking.then(
        (found) => stop.signal.aborted || show(parts.complete(found), undefined),
        (wrong: unknown) => stop.signal.aborted || show(undefined, explain(wrong)),
      );
    }),
  );
}

/** Of texts nothing is said before the search is over. */
const NO_TEXTS = { texts: 0, searchable: 0, elsewhere: 0, bytes: 0 };

/** Matches that are shown before the search is over. */
class Parts {
  #files: FoundFile[] = [];
  #shown = 0;

  constructor(readonly show: (found: TextAnswer) => void) {}

  /** The list is drawn anew with each: fewer as it grows. */
  add({ from, files }: SearchPart): void {
    if (from === 0) this.#shown = 0;
    this.#files = [...this.#files.slice(0, from), ...files];
    if (this.#files.length < this.#shown * 1.2) return;
    this.#shown = this.#files.length;
    const found = { files: this.#files, total: listedIn(this.#files), whole: false, excludesAll: [] };
    this.show({ ...NO_TEXTS, elapsedMs: 0, found });
  }

  /** The whole answer; files that were shown stay the same objects, so that a list stays where it is. */
  complete(answer: TextAnswer): TextAnswer {
    const files = answer.found.files.map((file, at) => this.#files[at] ?? file);
    return { ...answer, found: { ...answer.found, files } };
  }
}

function show(found: TextAnswer | undefined, wrong: ErrorEnvelope | undefined): void {
  // What was found for the query before it was broken stays: it is mostly broken because it is being typed.
  if (found) setAnswer(found);
  setError(wrong);
  setSearching(false);
}
