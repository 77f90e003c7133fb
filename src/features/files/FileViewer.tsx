/** One file: its facts, its text with every finding marked, and the findings as a list below. */
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import type { FileRow, FindingDetail, Problem } from '../../../workers/protocol';
import { createQuery, currentProjectId, followText, navigate, selectFinding } from '../../data';
import { CodeView, type MarkedFinding, type Place, type ShownText } from '../../editor';
import { countOf, formatBytes, formatCount, formatMs, splitPath } from '../../kernel/format';
import { languageName } from '../../kernel/languages';
import { callOperation } from '../../kernel/operations/run';
import { wrapsLines } from '../../kernel/wrap-lines';
import { Button, IconButton } from '../../ui/Button';
import { ICONS, Icon } from '../../ui/Icon';
import { InlineCode } from '../../ui/InlineCode';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { SplitPane } from '../../ui/SplitPane';
import { UnreadText } from '../../ui/UnreadText';
import { describeParse } from './describe-parse';

interface FileViewerProps {
  path: string;
  /** Where to look, from the address. */
  line: number | undefined;
  onBack: (() => void) | undefined;
}

export function FileViewer(props: FileViewerProps): JSX.Element {
  const params = createMemo(() => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId, path: props.path };
  });
  const file = createQuery('file', params);
  const findings = createQuery('findingsOfFile', params);
  const { text, reload } = followText(() => props.path, file);
  const [picked, setPicked] = createSignal<number>();
  createEffect(
    on(
      () => props.path,
      () => setPicked(undefined),
    ),
  );
  const shown = createMemo<ShownText | undefined>(() => {
    const read = text();
    return read?.kind === 'text' ? read : undefined;
  });
  const ofFile = () => (findings() ?? []).filter(({ path }) => path === props.path);
  const marks = createMemo<MarkedFinding[]>(() => ofFile().filter(({ state }) => state === 'open'));
  const place = createMemo<Place | undefined>(() => {
    const chosen = ofFile().find(({ id }) => id === picked());
    if (chosen) return chosen.finding.range.start;
    return props.line === undefined ? { line: 1, col: 1 } : { line: props.line, col: 1 };
  });
  const code = () => (
    <Switch>
      <Match when={shown()?.path === props.path && shown()}>
        {(now) => (
          <CodeView shown={now()} findings={marks()} selected={picked()} place={place()} onPick={setPicked} />
        )}
      </Match>
      <Match when={text()?.path === props.path && text()}>
        {(now) => <UnreadText title="File not available" text={now()} onReload={reload} />}
      </Match>
    </Switch>
  );
  return (
    <section class="pane-column file-viewer" aria-label="File">
      <Header {...props} row={file()} />
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
  return (
    <header class="file-header">
      <div class="file-title">
        <Show when={props.onBack}>
          {(back) => <IconButton label="Back to the tree" icon={ICONS.back} onClick={() => back()()} />}
        </Show>
        <h2 class="file-path code">
          <span class="truncate dim">{parts().folder.replaceAll('/', ' / ')}</span>
          <strong class="truncate">{parts().name}</strong>
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
