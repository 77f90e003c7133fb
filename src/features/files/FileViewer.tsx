/** One file: its facts, its text with every finding marked, and the findings as a list below. */
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import type { FileRow, FindingDetail, Problem } from '../../../workers/protocol';
import { CodePane } from '../../code/CodePane';
import { createShownFile } from '../../code/shown-file';
import { createQuery, currentProjectId, navigate, noteRecentFile, selectFinding } from '../../data';
import type { MarkedFinding, Place } from '../../editor';
import { countOf, formatBytes, formatCount, formatMs, splitPath } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { callOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { wrapsLines } from '../../kernel/wrap-lines';
import { Button, IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { SplitPane } from '../../ui/SplitPane';
import { UnreadText } from '../../ui/UnreadText';
import { describeParse } from './describe-parse';
import { OpenFiles } from './OpenFiles';

interface FileViewerProps {
  path: string;
  /** Where to look, from the address. */
  place: Place | undefined;
  onBack: (() => void) | undefined;
}

export function FileViewer(props: FileViewerProps): JSX.Element {
  const params = createMemo(() => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId, path: props.path };
  });
  const findings = createQuery('findingsOfFile', params);
  const { row, text, shown, reload } = createShownFile(() => props.path);
  const [picked, setPicked] = createSignal<number>();
  createEffect(on([() => props.path, () => props.place], () => setPicked(undefined)));
  const ofFile = () => (findings() ?? []).filter(({ path }) => path === props.path);
  createEffect(() => shown() && noteRecentFile(props.path));
  const marks = createMemo<MarkedFinding[]>(() => ofFile().filter(({ state }) => state === 'open'));
  const place = createMemo<Place | undefined>(() => {
    const chosen = ofFile().find(({ id }) => id === picked());
    if (chosen) return chosen.finding.range.start;
    return props.place ?? { line: 1, col: 1 };
  });
  const code = () => (
    <Switch>
      <Match when={shown()}>
        {(now) => (
          <CodePane shown={now()} findings={marks()} selected={picked()} place={place()} onPick={setPicked} />
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
      <Header {...props} row={row()} />
      <Show when={ofFile().length > 0} fallback={<div class="pane-column">{code()}</div>}>
        <SplitPane
          id="file-findings"
          label="Height of the list of findings"
          direction="column"
          sized="second"
          initial={180}
          min={60}
          minOther={120}
          first={<div class="pane-column">{code()}</div>}
          second={<FindingsOfFile findings={ofFile()} picked={picked()} onPick={setPicked} />}
        />
      </Show>
    </section>
  );
}

function Header(props: FileViewerProps & { row: FileRow | undefined }): JSX.Element {
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
      formatMs(row.elapsedMs),
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
        <InlineCode text={[props.problem.message, props.problem.help].filter(Boolean).join(' ')} />
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
        <For each={props.findings}>
          {({ id, finding, state }) => (
            <li class="file-finding" classList={{ picked: props.picked === id, muted: state !== 'open' }}>
              <button
                type="button"
                class="file-finding-main"
                aria-current={props.picked === id ? 'true' : undefined}
                onClick={() => props.onPick(id)}
              >
                <SeverityIcon severity={finding.severity} />
                <span class="file-finding-line number dim">{formatCount(finding.range.start.line)}</span>
                <span class="truncate">
                  <InlineCode text={finding.message} />
                </span>
                <span class="file-finding-rule truncate dim">{finding.ruleId}</span>
              </button>
              <Button
                kind="quiet"
                aria-label={`Read the finding in line ${finding.range.start.line}`}
                onClick={() => read(id)}
              >
                Read
              </Button>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
