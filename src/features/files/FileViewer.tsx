/** One file: its facts, its text with every finding marked, and the findings as a list below. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Index,
  type JSX,
  Match,
  on,
  Show,
  Switch,
} from 'solid-js';
import type { FileReport, FileRow, FindingDetail, Problem } from '../../../workers/protocol';
import { CodePane } from '../../code/CodePane';
import { createShownFile } from '../../code/shown-file';
import { createQuery, currentProjectId, navigate, noteRecentFile, selectFinding } from '../../data';
import type { MarkedFinding, Place } from '../../editor';
import { countOf, formatBytes, formatCount, formatMs, sentence, splitPath } from '../../kernel/format';
import { describeKeys } from '../../kernel/hotkeys';
import { languageName } from '../../kernel/languages';
import { callOperation, runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { wrapsLines } from '../../kernel/wrap-lines';
import { Button, IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { SplitPane } from '../../ui/SplitPane';
import { UnreadText } from '../../ui/UnreadText';
import { describeParse } from './describe-parse';
import { EditBar } from './EditBar';
import { edit } from './edit-operations';
import { createEditing } from './editing';
import { OpenFiles } from './OpenFiles';

interface FileViewerProps {
  path: string;
  /** Where to look, from the address. */
  place: Place | undefined;
  onBack: (() => void) | undefined;
}

const PENCIL = 'M4 20l1-4.5L16 4.5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19z';

export function FileViewer(props: FileViewerProps): JSX.Element {
  const params = createMemo(() => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId, path: props.path };
  });
  const findings = createQuery('findingsOfFile', params);
  const { row, text, shown, reload } = createShownFile(() => props.path);
  const [picked, setPicked] = createSignal<number>();
  createEffect(on([() => props.path, () => props.place], () => setPicked(undefined)));
  const stored = createMemo(() => (findings() ?? []).filter(({ path }) => path === props.path));
  const editing = createEditing(() => props.path, row, stored);
  const ofFile = editing.findings;
  createEffect(() => shown() && noteRecentFile(props.path));
  const marks = createMemo<MarkedFinding[]>(() => ofFile().filter(({ state }) => state === 'open'));
  /** Where somebody wants to look; what is found while the text is edited moves nothing. */
  const place = createMemo(
    on([picked, () => props.place, () => props.path], ([id]): Place => {
      const chosen = ofFile().find((one) => one.id === id);
      return chosen?.finding.range.start ?? props.place ?? { line: 1, col: 1 };
    }),
    undefined,
    { equals: (a, b) => a?.line === b?.line && a?.col === b?.col },
  );
  /** What is stored of the file, or what the check of its edited text says. */
  const rowNow = (): FileRow | undefined => {
    const [known, report] = [row(), editing.report()];
    return known && report ? { ...known, ...pick(report) } : known;
  };
  const code = () => (
    <Switch>
      <Match when={editing.document() ?? shown()}>
        {(now) => (
          <CodePane
            shown={now()}
            scanned={shown()?.text}
            findings={marks()}
            selected={picked()}
            place={place()}
            onPick={setPicked}
            onEdit={editing.onEdit}
            onFix={() => void callOperation('files.fix-here')}
          />
        )}
      </Match>
      <Match when={text()}>
        {(now) => <UnreadText title="File not available" text={now()} onReload={reload} />}
      </Match>
    </Switch>
  );
  return (
    <section class="pane-column file-viewer" aria-label="File">
      <OpenFiles path={props.path} />
      <Header {...props} row={rowNow()} isEdited={editing.document() !== undefined} />
      <EditBar path={props.path} />
      <Show when={editing.error()}>
        {(error) => (
          <p class="file-problem" role="alert">
            <Icon path={ICONS.warning} size={14} />
            The text as it is now could not be checked: {error().message}
          </p>
        )}
      </Show>
      <SplitPane
        id="file-findings"
        label="Height of the list of findings"
        direction="column"
        sized="second"
        initial={180}
        min={60}
        minOther={120}
        isFitted
        isWhole={ofFile().length === 0}
        first={<div class="pane-column">{code()}</div>}
        second={<FindingsOfFile findings={ofFile()} picked={picked()} onPick={setPicked} />}
      />
    </section>
  );
}

const pick = ({ lines, parse, problems }: FileReport) => ({ lines, parse, problems });

function Header(props: FileViewerProps & { row: FileRow | undefined; isEdited: boolean }): JSX.Element {
  const parts = () => splitPath(props.path);
  const folders = () => {
    const names = parts().folder.split('/').filter(Boolean);
    return names.map((name, at) => ({ name, path: `${names.slice(0, at + 1).join('/')}/` }));
  };
  return (
    <header class="file-header">
      <div class="file-title">
        <Show when={props.onBack}>
          {(back) => <IconButton label="Back to the tree" icon={ICONS.back} onClick={() => back()()} />}
        </Show>
        <h2 class="file-path code">
          <span class="file-folders">
            <For each={folders()}>
              {({ name, path }) => (
                <button
                  type="button"
                  class="file-folder dim"
                  title={`Files in ${visibleText(path)}`}
                  onClick={() => void callOperation('palette.find', { text: path })}
                >
                  {visibleText(name)}
                </button>
              )}
            </For>
          </span>
          <strong class="truncate">{visibleText(parts().name)}</strong>
        </h2>
        <IconButton
          label={`Edit (${describeKeys('Mod-e')})`}
          icon={PENCIL}
          aria-pressed={props.isEdited}
          onClick={() => void runOperation(edit, {})}
        />
        <IconButton
          label="Wrap lines (Alt Z)"
          icon={ICONS.wrap}
          aria-pressed={wrapsLines()}
          onClick={() => void callOperation('code.wrap-lines')}
        />
      </div>
      <Show when={props.row}>
        {(row) => (
          <>
            <Facts row={row()} />
            <For each={row().problems}>{(problem) => <ProblemNote problem={problem} />}</For>
          </>
        )}
      </Show>
    </header>
  );
}

function Facts(props: { row: FileRow }): JSX.Element {
  const facts = (): string[] => {
    const { row } = props;
    if (row.status === 'pending') return ['not scanned yet', formatBytes(row.size)];
    const { code, comment, blank } = row.lines;
    return [
      languageName(row.language),
      `${countOf(code + comment + blank, 'line')}: ${formatCount(code)} code, ${formatCount(comment)} comment, ${formatCount(blank)} blank`,
      formatBytes(row.size),
      describeParse(row.parse),
      `checked in ${formatMs(row.elapsedMs)}`,
    ];
  };
  return (
    <ul class="file-facts number">
      <For each={facts()}>{(fact) => <li>{fact}</li>}</For>
    </ul>
  );
}

function ProblemNote(props: { problem: Problem }): JSX.Element {
  return (
    <p class="file-problem">
      <Icon path={ICONS.warning} size={14} />
      <span>
        <Show when={props.problem.ruleId}>{(id) => <strong>{visibleText(id())}: </strong>}</Show>
        <InlineCode text={[props.problem.message, props.problem.help ?? ''].map(sentence).join(' ').trim()} />
      </span>
    </p>
  );
}

interface FindingsOfFileProps {
  findings: FindingDetail[];
  picked: number | undefined;
  onPick: (id: number) => void;
}

function FindingsOfFile(props: FindingsOfFileProps): JSX.Element {
  const read = (id: number) => {
    selectFinding(id);
    navigate('/findings', { finding: String(id) });
  };
  return (
    <section class="file-findings scroll" aria-label="Findings of this file">
      <ul class="file-findings-list">
        {/* While the text is edited each check brings new objects for the same rows. */}
        <Index each={props.findings}>
          {(row) => {
            const id = () => row().id;
            const finding = () => row().finding;
            return (
              <li
                class="file-finding"
                classList={{ picked: props.picked === id(), muted: row().state !== 'open' }}
              >
                <button
                  type="button"
                  class="file-finding-main"
                  aria-current={props.picked === id() ? 'true' : undefined}
                  onClick={() => props.onPick(id())}
                >
                  <SeverityIcon severity={finding().severity} />
                  <span class="file-finding-line number dim">{formatCount(finding().range.start.line)}</span>
                  <span class="truncate">
                    <InlineCode text={finding().message} />
                  </span>
                  <span class="file-finding-rule truncate dim">{finding().ruleId}</span>
                </button>
                <Show when={id() >= 0}>
                  <Button
                    kind="quiet"
                    aria-label={`Read the finding in line ${finding().range.start.line}`}
                    onClick={() => read(id())}
                  >
                    Read
                  </Button>
                </Show>
              </li>
            );
          }}
        </Index>
      </ul>
    </section>
  );
}
