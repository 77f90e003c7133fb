/** The selected finding: its code above, what it says below. */
import './finding-panel.css';
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import type { FindingDetail, FlowStep, Snippet } from '../../../workers/protocol';
import { CodePane } from '../../code/CodePane';
import { createQuery, currentProjectId, type FileText, navigate, selectFinding } from '../../data';
import { CodeBlock, type MarkedFinding, type ShownText } from '../../editor';
import { formatCount, splitPath } from '../../kernel/format';
import { callOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { wrapsLines } from '../../kernel/wrap-lines';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ICONS } from '../../ui/Icon';
import { Kbd } from '../../ui/Kbd';
import { SplitPane } from '../../ui/SplitPane';
import { UnreadText } from '../../ui/UnreadText';
import { type Alternative, createAlternatives } from './alternatives';
import { FindingCard } from './FindingCard';
import type { FindingSource } from './finding-source';

interface FindingPanelProps {
  source: FindingSource;
  /** Place in the list from 1, and its length; 0 where the list does not hold it. */
  position: number;
  length: number;
  onStep: (by: 1 | -1) => void;
  /** The finding has been dealt with in the code. */
  onDone: () => void;
  /** Shows a way back where list and finding share one pane. */
  onBack: (() => void) | undefined;
}

/** Eight lines of code and the edge of a ninth; px. */
const CODE_MIN = 176;

/** A step of one finding's flow; made anew each time that one is gone to, so that going there again scrolls again. */
interface StepLookedAt {
  finding: number;
  index: number;
}

export function FindingPanel(props: FindingPanelProps): JSX.Element {
  const [lookedAt, setLookedAt] = createSignal<StepLookedAt>();
  const stepOf = (detail: FindingDetail) => (lookedAt()?.finding === detail.id ? lookedAt() : undefined);
  const alternatives = createAlternatives(() => props.source.detail());
  const flow = (): Alternative => {
    const { choose, ...rest } = alternatives.flow();
    // The step looked at was one of another way.
    const chooseAnew = (at: number) => {
      setLookedAt(undefined);
      choose(at);
    };
    return { ...rest, choose: chooseAnew };
  };
  const goTo = (detail: FindingDetail) => (index: number) => setLookedAt({ finding: detail.id, index });
  return (
    <Show when={alternatives.shown()} fallback={<NoFinding {...props} />}>
      {(detail) => (
        <section class="pane-column finding-panel" aria-label="Selected finding">
          <Header {...props} path={detail().path} />
          <SplitPane
            id="finding-card"
            label="Height of the finding"
            direction="column"
            sized="second"
            initial={290}
            min={96}
            minOther={CODE_MIN}
            first={
              <Code detail={detail()} source={props.source} step={stepOf(detail())} onStep={goTo(detail())} />
            }
            second={
              <FindingCard
                detail={detail()}
                text={textOf(props.source.text(), detail().path)}
                step={stepOf(detail())?.index}
                onStep={goTo(detail())}
                flow={flow()}
                fix={alternatives.fix()}
                onDone={props.onDone}
              />
            }
          />
        </section>
      )}
    </Show>
  );
}

function textOf(text: FileText | undefined, path: string): string | undefined {
  return text?.kind === 'text' && text.path === path ? text.text : undefined;
}

function NoFinding(props: FindingPanelProps): JSX.Element {
  return (
    <Show
      when={props.source.isGone()}
      fallback={
        <EmptyState title="Select a finding">
          You will see its code, why it matters and what to do. <Kbd keys="F8" /> goes to the next one,{' '}
          <Kbd keys="Shift F8" /> back.
        </EmptyState>
      }
    >
      <EmptyState
        title="This finding is no longer there"
        actions={
          <Button kind="primary" onClick={() => props.onStep(1)}>
            Next finding
          </Button>
        }
      >
        Its file was scanned again, and the rule no longer matches.
      </EmptyState>
    </Show>
  );
}

function Header(props: FindingPanelProps & { path: string }): JSX.Element {
  const parts = () => splitPath(props.path);
  return (
    <header class="finding-header">
      <Show when={props.onBack}>
        {(back) => <IconButton label="Back to the list" icon={ICONS.back} onClick={() => back()()} />}
      </Show>
      <button
        type="button"
        class="finding-path code"
        title={`Open ${visibleText(props.path)}`}
        onClick={() => navigate('/files', { path: props.path })}
      >
        <span class="truncate dim">{parts().folder.replaceAll('/', ' / ')}</span>
        <strong class="truncate-late">{parts().name}</strong>
      </button>
      <span class="finding-steps">
        <Show when={props.position > 0}>
          <span class="number dim">
            {formatCount(props.position)} of {formatCount(props.length)}
          </span>
        </Show>
        <IconButton
          label="Wrap lines (Alt Z)"
          icon={ICONS.wrap}
          aria-pressed={wrapsLines()}
          onClick={() => void callOperation('code.wrap-lines')}
        />
        <IconButton
          label="Previous finding (Shift F8)"
          icon="M6 15l6-6 6 6"
          onClick={() => props.onStep(-1)}
        />
        <IconButton label="Next finding (F8)" icon={ICONS.down} onClick={() => props.onStep(1)} />
        <Kbd keys="F8" />
      </span>
    </header>
  );
}

interface CodeProps {
  detail: FindingDetail;
  source: FindingSource;
  step: StepLookedAt | undefined;
  onStep: (index: number) => void;
}

function Code(props: CodeProps): JSX.Element {
  /** The text last read stays until the next file's is there. */
  const shown = createMemo<ShownText | undefined>(
    () => {
      const text = props.source.text();
      if (text?.kind !== 'text') return undefined;
      return { path: text.path, text: text.text, language: text.language };
    },
    undefined,
    { equals: (a, b) => a?.path === b?.path && a?.text === b?.text && a?.language === b?.language },
  );
  const isCurrent = () => shown()?.path === props.detail.path;
  const findings = createMemo<MarkedFinding[]>(() =>
    isCurrent()
      ? props.source
          .ofFile()
          .map((one) => (one.id === props.detail.id ? props.detail : one))
          .filter((one) => one.state === 'open' || one.id === props.detail.id)
      : [],
  );
  const place = createMemo(() => {
    if (!isCurrent()) return undefined;
    const { flow, range } = props.detail.finding;
    const step = props.step && flow?.[props.step.index];
    // A step in another file leaves the code where it is.
    const isHere = step && step.file === undefined;
    return { ...(isHere ? step.range : range).start };
  });
  return (
    <Switch>
      <Match when={shown()}>
        {(text) => (
          <CodePane
            shown={text()}
            findings={findings()}
            selected={props.detail.id}
            step={props.step?.index}
            place={place()}
            onPick={selectFinding}
            onStep={props.onStep}
          />
        )}
      </Match>
      <Match when={props.source.text()}>
        {(text) => (
          <UnreadText title="Code not available" text={text()} onReload={() => props.source.reload()}>
            <SharedCode detail={props.detail} step={stepAt(props.detail, props.step)} />
          </UnreadText>
        )}
      </Match>
    </Switch>
  );
}

function stepAt(detail: FindingDetail, step: StepLookedAt | undefined): FlowStep | undefined {
  return step && detail.finding.flow?.[step.index];
}

/** Lines of shared code shown at once, and how long each may be: who shared it may have sent any amount. */
const AROUND = 40;
const MAX_LINE = 400;

/** The lines that came along with a shared finding, or with the step looked at, or else the one line that each keeps. */
function SharedCode(props: { detail: FindingDetail; step: FlowStep | undefined }): JSX.Element {
  const place = () => props.step ?? props.detail.finding;
  const line = () => place().range.start.line;
  const snippets = createQuery('snippets', () => {
    const projectId = currentProjectId();
    const path = props.step?.file ?? props.detail.path;
    return projectId === undefined ? undefined : { projectId, path };
  });
  const snippet = () => {
    const found = snippets()?.find(({ startLine, text }) => covers(startLine, text, line()));
    return found && linesAround(found, line());
  };
  return (
    <Show
      when={snippet()}
      fallback={
        <Show when={place().excerpt}>
          {(excerpt) => <pre class="finding-snippet code">{excerpt().slice(0, MAX_LINE)}</pre>}
        </Show>
      }
    >
      {(shared) => (
        <div class="finding-snippet">
          <CodeBlock
            code={shared().text}
            language={props.detail.finding.language}
            label={`Shared code from line ${shared().startLine}`}
            lineClass={(at) => (shared().startLine + at === line() ? 'finding-snippet-line' : undefined)}
          />
        </div>
      )}
    </Show>
  );
}

function covers(startLine: number, text: string, line: number): boolean {
  return line >= startLine && line < startLine + text.split('\n').length;
}

function linesAround({ startLine, text }: Snippet, line: number): Snippet {
  const first = Math.max(0, line - startLine - AROUND);
  const lines = text.split('\n').slice(first, line - startLine + AROUND + 1);
  return { startLine: startLine + first, text: lines.map((one) => one.slice(0, MAX_LINE)).join('\n') };
}
