/** What the rule finds in the whole project, as it is typed: files with their matches, and the code of one. */
import { createEffect, createMemo, createResource, createSignal, type JSX, on, Show } from 'solid-js';
import { explain, type FoundPlace, type RuleSource, type TextAnswer } from '../../../workers/protocol';
import { PlaceTree } from '../../code/PlaceTree';
import { placeOf, type Row } from '../../code/place-rows';
import { createShownFile } from '../../code/shown-file';
import { currentProjectId, isScanning, navigate, tryRule } from '../../data';
import { CodeView, type MarkedFinding, type Place, type Viewer } from '../../editor';
import { countOf, formatCount, formatMs } from '../../kernel/format';
import { latestOnly } from '../../kernel/latest';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { NoProject } from '../../ui/NoProject';
import { SplitPane } from '../../ui/SplitPane';
import { UnreadText } from '../../ui/UnreadText';
import { noteAsked } from './asked';
import { marksOf } from './marks';
import { isAsking, matchError, matches, setShownFile, shownFile, sourceNow, unreadable } from './state';

export function MatchesPane(): JSX.Element {
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.search} isOpening={isScanning()} onOpen={() => navigate('/')}>
          Open a project, and what the rule finds in it is here while you type.
        </NoProject>
      }
    >
      <Matches />
    </Show>
  );
}

function Matches(): JSX.Element {
  const [place, setPlace] = createSignal<Place>();
  const pick = (row: Row<FoundPlace>) => {
    setShownFile(row.file.path);
    setPlace(placeOf(row) ?? { line: 1, col: 1 });
  };
  const columns = createMemo(() => {
    const names = new Set<string>();
    for (const { matches: all } of matches()?.found.files.slice(0, 50) ?? [])
      for (const { metavars = {} } of all)
        for (const name of Object.keys(metavars)) if (!/^\d+$/.test(name)) names.add(name);
    return [...names].sort();
  });
  return (
    <div class="pane-column">
      <p class="workshop-status number" role="status">
        <Show when={matchError()?.message ?? unreadable()} fallback={<Status found={matches()} />}>
          {(error) => <span class="workshop-wrong">{error()}</span>}
        </Show>
      </p>
      <SplitPane
        id="workshop-matches"
        label="Height of the list of matches"
        direction="column"
        sized="first"
        initial={260}
        min={80}
        minOther={120}
        isWhole={shownFile() === undefined}
        first={
          <Show
            when={matches()?.found.total}
            fallback={
              <EmptyState
                title={unreadable() ? 'Nothing to look for' : isAsking() ? 'Looking…' : noneTitle(matches())}
                icon={ICONS.search}
              >
                {unreadable() ?? (isAsking() ? '' : noneText(matches()))}
              </EmptyState>
            }
          >
            <PlaceTree
              label="Matches"
              files={matches()?.found.files ?? []}
              columns={columns()}
              cellOf={({ metavars }, column) => metavars?.[column] ?? ''}
              onPick={pick}
              onOpen={pick}
              ref={() => {}}
            />
          </Show>
        }
        second={<Show when={shownFile()}>{(path) => <FoundIn path={path()} place={place()} />}</Show>}
      />
    </div>
  );
}

function Status(props: { found: TextAnswer | undefined }): JSX.Element {
  const structure = () => props.found?.found.structure;
  const missing = () => (props.found?.texts ?? 0) - (props.found?.searchable ?? 0);
  return (
    <Show when={props.found} fallback={isAsking() ? 'Looking…' : ''}>
      {(found) => (
        <span class="dim">
          {countOf(found().found.total, 'match', 'matches')} in {countOf(found().found.files.length, 'file')}
          <Show when={structure()} fallback=" so far">
            {(read) => (
              <>
                {' '}
                · {formatCount(read().parsed)} of {countOf(read().files, 'file')} could match and were read ·{' '}
                {formatMs(found().elapsedMs)}
                <Show when={read().unread > 0}>
                  <strong> · {countOf(read().unread, 'file')} not read to the end</strong>
                </Show>
                <Show when={missing() > 0}>
                  <strong> · {countOf(missing(), 'file')} without a stored text</strong>
                </Show>
                <Show when={!found().found.whole && read().unread === 0}>
                  <strong> · more are not listed</strong>
                </Show>
              </>
            )}
          </Show>
          <Show when={isAsking()}> · looking…</Show>
        </span>
      )}
    </Show>
  );
}

/** "None" is said of all files only. */
function noneTitle(found: TextAnswer | undefined): string {
  return isOfAll(found) ? 'No matches' : 'No matches in the files that were read';
}

/** Whether every file was looked at to its end. */
function isOfAll(found: TextAnswer | undefined): boolean {
  return found?.found.whole === true && found.searchable === found.texts && !found.found.structure?.unread;
}

function noneText(found: TextAnswer | undefined): string {
  const structure = found?.found.structure;
  if (!found || !structure) return '';
  if (!isOfAll(found)) {
    const read = `${formatCount(found.searchable)} of ${countOf(found.texts, 'file')}`;
    return structure.unread > 0
      ? `${read} were searched, and ${formatCount(structure.unread)} not to the end.`
      : `${read} were searched.`;
  }
  if (structure.parsed === 0) return 'No file contains the words that the rule needs.';
  return `${countOf(structure.parsed, 'file')} could match; none does. “Why” tells which clause fails at a place.`;
}

interface AskedFile {
  source: RuleSource;
  path: string;
  text: string;
  language: string | undefined;
}

interface FoundInFile {
  path: string;
  marks: MarkedFinding[];
  error?: string;
}

async function findIn({ source, path, text, language }: AskedFile): Promise<FoundInFile> {
  try {
    const tried = await tryRule(source, [{ path, text, ...(language && { language }) }]);
    return { path, marks: marksOf(tried.codes[0]?.findings ?? []) };
  } catch (error) {
    return { path, marks: [], error: explain(error).message };
  }
}

/** A file with everything that the rule finds in it now. */
function FoundIn(props: { path: string; place: Place | undefined }): JSX.Element {
  let viewer: Viewer | undefined;
  const file = createShownFile(() => props.path);
  const text = () => file.shown();
  const findLatest = latestOnly(findIn);
  const [found] = createResource(
    () => {
      const now = text();
      // Asked again with each change of the rule.
      return now && { source: sourceNow(), path: now.path, text: now.text, language: now.language };
    },
    (asked) => findLatest(asked),
  );
  /** Marks belong to the file that they were found in. */
  const answer = () => (found.latest?.path === text()?.path ? found.latest : undefined);
  const note = () => {
    const [now, at] = [text(), viewer?.marked()];
    if (!now || !at) return;
    const code = { path: now.path, text: now.text, ...(now.language && { language: now.language }) };
    noteAsked({ code, ...at, what: now.path });
  };
  createEffect(on(() => props.place, note, { defer: true }));
  return (
    <div class="pane-column">
      <Show when={answer()?.error}>
        {(error) => (
          <p class="workshop-status workshop-wrong" role="alert">
            {error()}
          </p>
        )}
      </Show>
      <Show
        when={text()}
        fallback={
          <Show when={file.text()}>
            {(now) => <UnreadText title="File not available" text={now()} onReload={file.reload} />}
          </Show>
        }
      >
        {(now) => (
          <CodeView
            shown={now()}
            findings={answer()?.marks ?? []}
            selected={undefined}
            place={props.place}
            onPick={() => {}}
            onCaret={note}
            viewer={(made) => {
              viewer = made;
            }}
          />
        )}
      </Show>
    </div>
  );
}
