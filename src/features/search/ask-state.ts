/** What is asked in plain words, and what the project answers: in the address, as a search is. */
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type AskRow, type ErrorEnvelope, explain, type NamesAnswer } from '../../../workers/protocol';
import { askNames, currentProjectId, indexState, replaceParams } from '../../data';
import { createSetting, oneOfWords } from '../../kernel/settings';
import { embeddingBytes } from '../../platform';
import { isAsking, query } from './state';

const [asked, setAsked] = createSignal<NamesAnswer<AskRow[]>>();
const [problem, setProblem] = createSignal<ErrorEnvelope>();

/** The last answer, and why there is none. Signals. */
export { asked, problem };

const [meaning, setMeaning] = createSetting('ask-meaning', 'off', oneOfWords(['off', 'on']));

/** Whether questions also find what says the same in other words. A signal. */
export const asksByMeaning = (): boolean => meaning() === 'on' && embeddingBytes() !== undefined;

export function setAskingByMeaning(on: boolean): void {
  setMeaning(on ? 'on' : 'off');
}

/** Results that are listed. */
const MOST = 50;
/** So long somebody types on before anything is asked; ms. */
const REST_MS = 120;

export function setAsking(on: boolean): void {
  replaceParams({ how: on ? 'ask' : '' });
}

/** Asks whenever the question, the project or what is known of it changes; the latest one wins. */
export function followQuestion(): void {
  createEffect(
    on([query, isAsking, currentProjectId, asksByMeaning, () => indexState()?.isBusy], ([words, isOn]) => {
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      if (!isOn || words.trim() === '') {
        setAsked(undefined);
        setProblem(undefined);
        return;
      }
      const show = (found: NamesAnswer<AskRow[]> | undefined, wrong?: ErrorEnvelope) => {
        if (stop.signal.aborted) return;
        setAsked(() => found);
        setProblem(wrong);
      };
      const ask = () =>
        askNames('ask', { words, limit: MOST, byMeaning: asksByMeaning() }, stop.signal).then(
          show,
          (error: unknown) => show(undefined, explain(error)),
        );
      const timer = setTimeout(ask, REST_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
}
