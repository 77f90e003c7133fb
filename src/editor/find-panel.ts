/**
 * The panel for finding text in a file: it goes to the first match with every letter that is typed, and says which of
 * how many that is. Enter and F3 go on, with Shift back, Escape closes. In a text that is edited it replaces, too.
 */
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import { EditorView, type Panel, runScopeHandlers } from '@codemirror/view';
import { formatCount } from '../kernel/format';
import { countMatches, MOST_MATCHES, matchFrom } from './find-matches';
import { makeBar, makeButton, makeField, makeStatus } from './panel-parts';

type Option = 'caseSensitive' | 'wholeWord' | 'regexp';

const OPTIONS: readonly { option: Option; sign: string; name: string; key: string }[] = [
  { option: 'caseSensitive', sign: 'Aa', name: 'Match case', key: 'c' },
  { option: 'wholeWord', sign: '“ ”', name: 'Whole words', key: 'w' },
  { option: 'regexp', sign: '.*', name: 'Regular expression', key: 'r' },
];

export function makeFindPanel(view: EditorView): Panel {
  let query = getSearchQuery(view.state);
  /** Where the search began: more letters look from there on, not from the last match. */
  let origin = view.state.selection.main.from;

  const field = makeField(query.search, 'Find in file');
  const status = makeStatus();

  const put = (changes: Partial<Pick<SearchQuery, 'search' | 'replace' | Option>>): SearchQuery => {
    const { search, replace, caseSensitive, wholeWord, regexp } = query;
    // What is typed is what is looked for: `\n` is two characters.
    const now = { search, replace, caseSensitive, wholeWord, regexp, literal: true };
    const next = new SearchQuery({ ...now, ...changes });
    view.dispatch({ effects: setSearchQuery.of(next) });
    return next;
  };
  const ask = (changes: Partial<Pick<SearchQuery, 'search' | Option>>) => {
    const next = put(changes);
    const match = next.valid ? matchFrom(next, view.state, origin) : undefined;
    if (match) {
      const at = { anchor: match.from, head: match.to };
      view.dispatch({ selection: at, effects: EditorView.scrollIntoView(match.from, { y: 'center' }) });
    }
  };
  const step = (move: (target: EditorView) => boolean) => {
    move(view);
    origin = view.state.selection.main.from;
  };
  const makeReplacement = () => {
    const own = makeField(query.replace, 'Replace with');
    own.removeAttribute('main-field');
    own.addEventListener('input', () => put({ replace: own.value }));
    const gap = document.createElement('span');
    gap.className = 'cm-find-row';
    const one = makeButton('Replace', 'Replace this match (Enter)', () => step(replaceNext));
    const all = makeButton('All', 'Replace all matches', () => replaceAll(view));
    return { field: own, parts: [gap, own, one, all] };
  };
  const toggles = OPTIONS.map(({ option, sign, name, key }) => ({
    option,
    key,
    button: makeButton(sign, `${name} (Alt ${key.toUpperCase()})`, () => ask({ [option]: !query[option] })),
  }));
  const show = () => {
    status.textContent = describe(query, view);
    status.classList.toggle('none', status.textContent === NONE || !query.valid);
    for (const { option, button } of toggles) button.setAttribute('aria-pressed', String(query[option]));
  };

  field.addEventListener('input', () => ask({ search: field.value }));
  const replacement = view.state.readOnly ? undefined : makeReplacement();
  const dom = makeBar([
    field,
    status,
    ...toggles.map(({ button }) => button),
    makeButton('↑', 'Previous match (Shift F3)', () => step(findPrevious)),
    makeButton('↓', 'Next match (F3)', () => step(findNext)),
    makeButton('✕', 'Close (Esc)', () => closeSearchPanel(view)),
    ...(replacement?.parts ?? []),
  ]);
  dom.addEventListener('keydown', (event) => {
    const toggle = event.altKey ? toggles.find(({ key }) => key === event.key.toLowerCase()) : undefined;
    if (toggle) toggle.button.click();
    else if (event.key === 'Enter' && event.target === field) step(event.shiftKey ? findPrevious : findNext);
    else if (event.key === 'Enter' && event.target === replacement?.field) step(replaceNext);
    else if (!runScopeHandlers(view, event, 'search-panel')) return;
    event.preventDefault();
  });
  show();
  return {
    dom,
    top: true,
    mount: () => field.select(),
    update(update) {
      query = getSearchQuery(update.state);
      if (query.search !== field.value) field.value = query.search;
      if (update.docChanged || update.selectionSet || update.transactions.some(isSearch)) show();
    },
  };
}

const NONE = 'No matches';
const isSearch = (transaction: { effects: readonly { is(type: typeof setSearchQuery): boolean }[] }) =>
  transaction.effects.some((effect) => effect.is(setSearchQuery));

function describe(query: SearchQuery, view: EditorView): string {
  if (query.search === '') return '';
  if (!query.valid) return 'Not a valid regular expression';
  const { count, current } = countMatches(query, view.state);
  if (count === 0) return NONE;
  const all = `${formatCount(count)}${count === MOST_MATCHES ? '+' : ''}`;
  return current === 0 ? `${all} ${count === 1 ? 'match' : 'matches'}` : `${formatCount(current)} of ${all}`;
}
