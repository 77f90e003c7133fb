/** What the project is written in: one bar by lines of code, and a table with all that is known of each language. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { ProjectSummary } from '../../../workers/protocol';
import { formatBytes, formatCount, formatShare } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { findingsHref } from './links';

type Language = ProjectSummary['languages'][number];

/** As many shades as can be told apart in one bar. */
const SHADES = 6;
const SHOWN = 6;

const nameOf = (language: Language) => languageName(language.language);

export function Languages(props: { summary: ProjectSummary }): JSX.Element {
  return (
    <section class="summary-section wide" aria-labelledby="summary-languages">
      <h2 id="summary-languages">Languages</h2>
      <Show when={props.summary.languages.length > 0} fallback={<p class="dim">No file was read.</p>}>
        <BarAndTable all={props.summary.languages} code={props.summary.lines.code} />
      </Show>
    </section>
  );
}

function BarAndTable(props: { all: readonly Language[]; code: number }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const inBar = () => props.all.filter((language) => language.lines.code > 0);
  const shown = () => (isOpen() ? props.all : props.all.slice(0, SHOWN));
  const label = () =>
    inBar()
      .slice(0, SHADES)
      .map((language) => `${nameOf(language)} ${formatShare(language.lines.code, props.code)}`)
      .join(', ');
  return (
    <>
      <div class="language-bar" role="img" aria-label={`Lines of code by language: ${label()}`}>
        <For each={inBar()}>
          {(language, index) => (
            <span
              class={`shade-${Math.min(index(), SHADES)}`}
              style={{ 'flex-grow': String(language.lines.code) }}
              title={`${nameOf(language)} ${formatShare(language.lines.code, props.code)}`}
            />
          )}
        </For>
      </div>
      <div class="summary-scroll scroll">
        <table class="summary-table">
          <thead>
            <tr>
              <th scope="col">Language</th>
              <th scope="col">Share</th>
              <th scope="col">Files</th>
              <th scope="col">Code</th>
              <th scope="col">Comment</th>
              <th scope="col">Blank</th>
              <th scope="col">Size</th>
              <th scope="col">Parsed without errors</th>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>
              {(language, index) => (
                <LanguageRow language={language} shade={Math.min(index(), SHADES)} code={props.code} />
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={props.all.length > SHOWN}>
        <button type="button" class="summary-more link" onClick={() => setOpen(!isOpen())}>
          {isOpen() ? 'Fewer' : `${props.all.length - SHOWN} more`}
        </button>
      </Show>
    </>
  );
}

function LanguageRow(props: { language: Language; shade: number; code: number }): JSX.Element {
  const lines = () => props.language.lines;
  const health = () => {
    const { nodes, bytes, errorBytes } = props.language;
    if (nodes === 0) return 'not parsed';
    return bytes === 0 ? '100%' : formatShare(bytes - errorBytes, bytes);
  };
  return (
    <tr>
      <th scope="row">
        <span class={`language-key shade-${props.shade}`} />
        <Show when={props.language.language} fallback={nameOf(props.language)}>
          {(language) => <a href={findingsHref({ language: language() })}>{nameOf(props.language)}</a>}
        </Show>
      </th>
      <td>{formatShare(lines().code, props.code)}</td>
      <td>{formatCount(props.language.files)}</td>
      <td>{formatCount(lines().code)}</td>
      <td>{formatCount(lines().comment)}</td>
      <td>{formatCount(lines().blank)}</td>
      <td>{formatBytes(props.language.bytes)}</td>
      <td>{health()}</td>
    </tr>
  );
}
