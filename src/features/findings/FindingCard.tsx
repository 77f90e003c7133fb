/** What is wrong, why it matters and what to do: the card under the code. */
import { createEffect, For, type JSX, lazy, onCleanup, Show, Suspense } from 'solid-js';
import {
  type Confidence,
  DECISIONS,
  describeThreat,
  doubtOf,
  ELSEWHERE,
  type FindingDetail,
  type Status,
  threatOf,
} from '../../../workers/protocol';
import { navigate } from '../../data';
import { CodeBlock, DiffView, fixDiff } from '../../editor';
import { findOperation } from '../../kernel/operations/registry';
import { Button } from '../../ui/Button';
import { ClassTags } from '../../ui/ClassTags';
import { InlineCode } from '../../ui/InlineCode';
import { Kbd } from '../../ui/Kbd';
import { OperationButton } from '../../ui/OperationButton';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { AlternativeSelect } from './AlternativeSelect';
import type { Alternative } from './alternatives';
import { FlowSteps } from './FlowSteps';
import { RelatedPlaces } from './RelatedPlaces';
import { SuppressDialog } from './SuppressDialog';
import { canApplyFix, setShownFinding, shownFix } from './shown-finding';
import { applyFix, copyPatch, suppress } from './shown-operations';
import { TriageNote } from './TriageNote';
import { openTriage } from './triage-operations';

const Markdown = lazy(async () => ({ default: (await import('../../ui/Markdown')).Markdown }));

interface FindingCardProps {
  detail: FindingDetail;
  /** The text of its file, where it could be read. */
  text: string | undefined;
  /** Which step of its flow is looked at. */
  step: number | undefined;
  onStep: (index: number) => void;
  /** Which of its ways of the data, and of its fixes, it shows. */
  flow: Alternative;
  fix: Alternative;
  /** The finding has been dealt with in the code: go on to the next one. */
  onDone: () => void;
}

export function FindingCard(props: FindingCardProps): JSX.Element {
  const finding = () => props.detail.finding;
  createEffect(() => {
    const { detail, text, onDone } = props;
    setShownFinding({ detail, text, onDone });
  });
  onCleanup(() => setShownFinding(undefined));
  return (
    <article class="finding-card" aria-label="Finding">
      <div class="finding-body scroll">
        <h2 class="finding-title">
          <SeverityIcon severity={finding().severity} size={12} />
          <span>
            <InlineCode text={finding().message} />
          </span>
        </h2>
        <State detail={props.detail} />
        <Show when={doubtOf(finding())}>
          {(why) => (
            <p class="finding-note">
              <InlineCode text={why()} />
            </p>
          )}
        </Show>
        <TriageNote triage={props.detail.triage} />
        <FixSection detail={props.detail} choice={props.fix} />
        <Show when={finding().flow?.length}>
          <FlowSteps
            flow={finding().flow ?? []}
            text={props.text}
            current={props.step}
            onStep={props.onStep}
            choice={<AlternativeSelect label="Path" of={props.flow} />}
          />
        </Show>
        <RelatedPlaces labels={finding().labels} path={props.detail.path} />
        <Doc detail={props.detail} />
        <Facts detail={props.detail} />
      </div>
      <Actions {...props} />
    </article>
  );
}

/** What the rule's author says: what it finds, why it matters, what to do. */
function Doc(props: { detail: FindingDetail }): JSX.Element {
  const doc = () => props.detail.rule?.doc ?? '';
  const code = (text: string, language: string | undefined) => (
    <CodeBlock code={text} language={language ?? props.detail.finding.language} />
  );
  return (
    <Show when={doc() !== '' && doc() !== props.detail.finding.message}>
      <Suspense>
        <Markdown text={doc()} code={code} />
      </Suspense>
    </Show>
  );
}

/** A status of one kind; undefined for others. */
function ofKind<K extends Status['kind']>(status: Status, kind: K): Extract<Status, { kind: K }> | undefined {
  return status.kind === kind ? (status as Extract<Status, { kind: K }>) : undefined;
}

function State(props: { detail: FindingDetail }): JSX.Element {
  const suppressed = () => ofKind(props.detail.finding.status, 'suppressed');
  const dismissed = () => ofKind(props.detail.finding.status, 'dismissed');
  return (
    <>
      <Show when={suppressed()}>
        {(status) => (
          <p class="finding-note">
            Suppressed in line {status().line}
            {status().until && ` until ${status().until}`}
            <Show when={status().comment}>
              {(comment) => (
                <>
                  {' '}
                  by <code>{comment()}</code>
                </>
              )}
            </Show>
          </p>
        )}
      </Show>
      <Show when={dismissed()}>
        {(status) => (
          <p class="finding-note">
            {dismissedBy(status().step)}
            {status().why && `: ${status().why}`}
          </p>
        )}
      </Show>
      <Show when={props.detail.state === 'gone'}>
        <p class="finding-note">This finding from an earlier scan is no longer there.</p>
      </Show>
    </>
  );
}

/** Who dismissed it: somebody who decided, another program, or a step of the deep analysis. */
function dismissedBy(step: string): string {
  if (DECISIONS.some((one) => one === step)) return `Marked as ${step.replace('-', ' ')} where it was found`;
  return step === ELSEWHERE ? 'Dismissed where it was found' : 'Dismissed by the deep analysis';
}

function OwnRule(props: { id: string; title: string | undefined }): JSX.Element {
  return (
    <button
      type="button"
      class="tag link"
      title="Open rule"
      onClick={() => navigate('/rules', { rule: props.id })}
    >
      {props.title} <span classList={{ dim: props.title !== undefined }}>{props.id}</span>
    </button>
  );
}

const CONFIDENCES: Record<Confidence, string> = {
  low: 'Low confidence',
  medium: 'Medium confidence',
  high: 'High confidence',
};

/** Rule, what sort of fault it finds, and what the metavariables matched. */
function Facts(props: { detail: FindingDetail }): JSX.Element {
  const finding = () => props.detail.finding;
  const rule = () => props.detail.rule;
  /** Groups of an expression that have no name are numbered: that says nothing to a reader. */
  const metavars = () => Object.entries(finding().metavars ?? {}).filter(([name]) => !/^\d+$/.test(name));
  return (
    <ul class="finding-facts" aria-label="Rule, classification and metavariables">
      <li>
        <Show when={rule()?.tool} fallback={<OwnRule id={finding().ruleId} title={rule()?.title} />}>
          {(tool) => (
            <span class="tag" title={`Rule from ${tool()}`}>
              {tool()}: {finding().ruleId}
            </span>
          )}
        </Show>
      </li>
      <Show when={finding().confidence}>
        {(confidence) => <li class="tag">{CONFIDENCES[confidence()]}</li>}
      </Show>
      <Show when={threatOf(finding())}>
        {(threat) => (
          <li class="tag" title="Where the data comes from">
            {describeThreat(threat())}
          </li>
        )}
      </Show>
      <Show when={finding().origin === 'project'}>
        <li class="tag">Found across files</li>
      </Show>
      <Show when={rule()?.category}>{(category) => <li class="tag">{category()}</li>}</Show>
      <ClassTags cwe={rule()?.cwe} owasp={rule()?.owasp} class="tag" />
      <Show when={safeUrl(rule()?.url)}>
        {(url) => (
          <li>
            <a class="tag" href={url()} target="_blank" rel="noopener noreferrer">
              Read more
            </a>
          </li>
        )}
      </Show>
      <For each={metavars()}>
        {([name, { text }]) => (
          <li class="tag metavariable code" title={text}>
            <span class="dim">${name} = </span>
            <span class="truncate">{text}</span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** What the fix changes, and below it what can be done with it. */
function FixSection(props: { detail: FindingDetail; choice: Alternative }): JSX.Element {
  return (
    <Show when={shownFix()}>
      {(change) => (
        <section class="finding-fix-section" aria-label="Fix">
          <AlternativeSelect label="Fix" of={props.choice} />
          <DiffView
            lines={fixDiff(change().text, change().fix)}
            language={props.detail.finding.language}
            label="What the fix changes"
          />
          <div class="finding-fix-actions">
            <OperationButton
              kind="primary"
              title="Writes the fix to the file. You can undo it."
              operation={canApplyFix() ? applyFix : undefined}
              input={{}}
            >
              Apply fix
            </OperationButton>
            <OperationButton
              kind={canApplyFix() ? 'plain' : 'primary'}
              title="For git apply or patch -p1"
              operation={copyPatch}
              input={{}}
            >
              Copy patch
            </OperationButton>
            <OperationButton
              title="Reviews all fixes in this file"
              operation={findOperation('fixes.review-file')}
              input={{ path: props.detail.path }}
            >
              Fix file…
            </OperationButton>
            <OperationButton
              title="Reviews the fixes of this rule in all files"
              operation={findOperation('fixes.review-rule')}
              input={{ rule: props.detail.finding.ruleId }}
            >
              Fix rule…
            </OperationButton>
            <Show when={!change().fix.isSafe}>
              <span class="tag" title="The code may do something else afterwards">
                unsafe
              </span>
            </Show>
          </div>
        </section>
      )}
    </Show>
  );
}

function Actions(props: FindingCardProps): JSX.Element {
  const openFile = () =>
    navigate('/files', {
      path: props.detail.path,
      line: String(props.detail.finding.range.start.line),
    });
  return (
    <footer class="finding-actions">
      <OperationButton operation={findOperation('share.finding')} input={{}}>
        Copy link
      </OperationButton>
      <OperationButton
        keys="T"
        title="Accept it, or mark it as false positive or fixed"
        operation={openTriage}
        input={{}}
      >
        Decide…
      </OperationButton>
      <OperationButton title="Hide this finding with a code comment" operation={suppress} input={{}}>
        Suppress…
      </OperationButton>
      <Button onClick={openFile}>Open file</Button>
      <span class="finding-hint dim">
        <Kbd keys="F8" /> next
      </span>
      <SuppressDialog language={props.detail.finding.language} />
    </footer>
  );
}

function safeUrl(url: string | undefined): string | undefined {
  return url && /^https?:/i.test(url) ? url : undefined;
}
