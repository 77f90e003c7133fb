/** The review: what is changed, each file with its hunks to be taken or left, and what is done with those that are taken. */
import { createEffect, createSignal, For, type JSX, Show } from 'solid-js';
import './fixes.css';
import {
  canEdit,
  isTaken,
  navigate,
  type Review,
  type ReviewedFile,
  review,
  take,
  takenCounts,
} from '../../data';
import { DiffView, linesDiff } from '../../editor';
import { countOf, formatCount } from '../../kernel/format';
import { notifyError } from '../../kernel/notices';
import { isAvailable } from '../../kernel/operations/operation';
import { visibleText } from '../../kernel/visible-text';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { OperationButton } from '../../ui/OperationButton';
import { copyFixes, dropReview, reviewSafe, savePatch, saveZip, writeFixes } from './operations';

/** So many files are drawn before somebody asks for more. */
const FIRST = 25;

export default function FixesPage(): JSX.Element {
  return (
    <Show when={review()} fallback={<Nothing />}>
      {(now) => <Reviewed review={now()} />}
    </Show>
  );
}

function Nothing(): JSX.Element {
  return (
    <section class="fixes pane-column" aria-label="Review of changes">
      <h1 class="unseen">Fixes</h1>
      <EmptyState
        title="No changes are under review"
        actions={
          <>
            <OperationButton
              kind="primary"
              operation={isAvailable(reviewSafe) ? reviewSafe : undefined}
              input={{}}
            >
              Review all safe fixes
            </OperationButton>
            <Button onClick={() => navigate('/findings')}>Findings</Button>
          </>
        }
      >
        Mark findings in the list and choose Fix…, or review the fixes of a file or a rule from a finding.
      </EmptyState>
    </section>
  );
}

function Reviewed(props: { review: Review }): JSX.Element {
  const [shown, setShown] = createSignal(FIRST);
  const files = () => props.review.files;
  const more = () => files().length - shown();
  return (
    <section class="fixes pane-column" aria-label="Review of changes">
      <header class="fixes-head">
        <h1>{visibleText(props.review.title)}</h1>
        <p class="dim" role="status">
          {countOf(takenCounts().hunks, 'change')} taken in {countOf(takenCounts().files, 'file')}
          <Show when={props.review.along.length > 0}>
            ; {countOf(props.review.along.length, 'other file')} will move along
          </Show>
        </p>
        <Parts review={props.review} />
      </header>
      <div class="fixes-list scroll" tabindex="0" role="region" aria-label="Changes">
        <For each={files().slice(0, shown())}>{(file) => <File file={file} />}</For>
        <Show when={more() > 0}>
          <Button onClick={() => setShown(shown() + FIRST)}>
            Show more ({formatCount(more())} files left)
          </Button>
        </Show>
        <Warnings review={props.review} />
      </div>
      <footer class="fixes-foot">
        <OperationButton
          kind="primary"
          title="Writes what is taken into the files. You can undo it."
          operation={canEdit() ? writeFixes : undefined}
          disabled={takenCounts().files === 0}
          input={{}}
        >
          Write
        </OperationButton>
        <OperationButton
          title="For git apply or patch -p1"
          disabled={takenCounts().files === 0}
          operation={copyFixes}
          input={{}}
        >
          Copy patch
        </OperationButton>
        <OperationButton
          title="For git apply or patch -p1"
          disabled={takenCounts().files === 0}
          operation={savePatch}
          input={{}}
        >
          Save patch
        </OperationButton>
        <OperationButton
          title="The files as they are afterwards"
          disabled={takenCounts().files === 0}
          operation={saveZip}
          input={{}}
        >
          Save zip
        </OperationButton>
        <OperationButton kind="quiet" operation={dropReview} input={{}}>
          Discard
        </OperationButton>
      </footer>
    </section>
  );
}

/** Changes that may be among the others or not. */
function Parts(props: { review: Review }): JSX.Element {
  const [isBusy, setBusy] = createSignal(false);
  return (
    <Show when={props.review.parts.length > 0}>
      <div class="fixes-parts">
        <For each={props.review.parts}>
          {(part) => (
            <label class="fixes-check">
              <input
                type="checkbox"
                checked={part.isIn}
                disabled={isBusy()}
                onChange={(event) => {
                  setBusy(true);
                  part
                    .put(event.currentTarget.checked)
                    .catch(notifyError)
                    .finally(() => setBusy(false));
                }}
              />
              <span>{part.label}</span>
            </label>
          )}
        </For>
      </div>
    </Show>
  );
}

function File(props: { file: ReviewedFile }): JSX.Element {
  const all = () => props.file.hunks.map((_, at) => at);
  const taken = () => all().filter((at) => isTaken(props.file.path, at)).length;
  /** Those of rules; other changes are not safe or unsafe in themselves. */
  const fixes = () => props.file.applied.filter(({ ruleId }) => ruleId !== '');
  const unsafe = () => fixes().filter(({ isSafe }) => !isSafe).length;
  const count = () => {
    if (all().length === 0 && props.file.fixed.to !== undefined) return 'moved';
    return fixes().length > 0 ? countOf(fixes().length, 'fix', 'fixes') : countOf(all().length, 'change');
  };
  return (
    <article class="fixes-file" aria-label={visibleText(props.file.path)}>
      <label class="fixes-check fixes-path">
        <input
          type="checkbox"
          checked={taken() === all().length}
          disabled={all().length === 0}
          ref={(box) => {
            createEffect(() => {
              box.indeterminate = taken() > 0 && taken() < all().length;
            });
          }}
          onChange={(event) => take(props.file, all(), event.currentTarget.checked)}
        />
        <strong class="code">{visibleText(props.file.path)}</strong>
        <Show when={props.file.fixed.to}>{(to) => <span class="code">→ {visibleText(to())}</span>}</Show>
        <span class="dim">{count()}</span>
        <Show when={unsafe() > 0}>
          <span class="tag" title="The code may do something else afterwards">
            {formatCount(unsafe())} unsafe
          </span>
        </Show>
      </label>
      <ul class="fixes-rules dim">
        <For each={fixes()}>
          {({ ruleId, line, message }) => (
            <li class="truncate" title={visibleText(message)}>
              {formatCount(line)}: {visibleText(ruleId)}
            </li>
          )}
        </For>
      </ul>
      <For each={props.file.hunks}>
        {(hunk, at) => (
          <div class="fixes-hunk" classList={{ left: !isTaken(props.file.path, at()) }}>
            <label class="fixes-check">
              <input
                type="checkbox"
                checked={isTaken(props.file.path, at())}
                onChange={(event) => take(props.file, [at()], event.currentTarget.checked)}
              />
              <span>
                From line {formatCount(hunk.line)}
                <span class="unseen"> of {visibleText(props.file.path)}</span>
              </span>
              <For each={hunk.doubts}>{(doubt) => <span class="tag">{doubt}</span>}</For>
            </label>
            <DiffView
              lines={linesDiff(hunk.line, hunk.before, hunk.after)}
              language={props.file.language}
              label={`Change from line ${hunk.line} of ${visibleText(props.file.path)}`}
            />
          </div>
        )}
      </For>
    </article>
  );
}

/** What was left out or speaks against the changes, and why. */
function Warnings(props: { review: Review }): JSX.Element {
  const isOfRule = () => props.review.warnings.some(({ ruleId }) => ruleId !== '');
  const title = () => {
    const count = props.review.warnings.length;
    return isOfRule() ? `${countOf(count, 'fix', 'fixes')} refused` : countOf(count, 'warning');
  };
  return (
    <Show when={props.review.warnings.length > 0}>
      <section class="fixes-refused" aria-label={isOfRule() ? 'Not fixed' : 'Warnings'}>
        <h2>{title()}</h2>
        <ul>
          <For each={props.review.warnings}>
            {({ path, line, ruleId, why }) => (
              <li>
                <span class="code">
                  {visibleText(path)}
                  {line > 0 ? `:${line}` : ''}
                </span>{' '}
                <span class="dim">{visibleText(ruleId)}</span> {visibleText(why)}
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
