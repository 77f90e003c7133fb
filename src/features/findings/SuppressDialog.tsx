/** Hides a finding with a comment: written into the file where the browser can, else copied with its place named. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import type { FindingDetail } from '../../../workers/protocol';
import { applyEdit, canEdit } from '../../data';
import { CodeBlock, DiffView, fixDiff } from '../../editor';
import { languageName } from '../../kernel/language-names';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { copy } from './copy';
import { suppressionComment, suppressionEdit } from './suppress';

interface SuppressDialogProps {
  open: boolean;
  detail: FindingDetail;
  /** The text of its file, where it could be read. */
  text: string | undefined;
  onDone: () => void;
  onClose: () => void;
}

export function SuppressDialog(props: SuppressDialogProps): JSX.Element {
  const [reason, setReason] = createSignal('');
  const finding = () => props.detail.finding;
  const place = () => `above line ${finding().range.start.line} of ${props.detail.path}`;
  const change = createMemo(() => {
    const { text } = props;
    const fix = props.open && text !== undefined ? suppressionEdit(finding(), text, reason()) : undefined;
    return fix && text !== undefined ? { fix, text } : undefined;
  });
  const comment = () =>
    change()?.fix.text.trim() ??
    suppressionComment(finding().ruleId, finding().language, undefined, reason());
  const isWritable = () => canEdit() && change() !== undefined;
  const write = () => {
    const now = change();
    if (!now) return;
    props.onClose();
    void applyEdit({
      path: props.detail.path,
      analysed: now.text,
      change: now.fix,
      ruleId: finding().ruleId,
      done: 'changed: the finding is suppressed',
      onWritten: props.onDone,
    });
  };
  const copyIt = (text: string) => {
    props.onClose();
    void copy(text, `Comment copied. It goes on a line of its own ${place()}.`);
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Suppress finding"
      size="wide"
      actions={
        <Show when={comment()} fallback={<Button onClick={props.onClose}>Close</Button>}>
          {(text) => (
            <>
              <Button kind={isWritable() ? 'plain' : 'primary'} onClick={() => copyIt(text())}>
                Copy comment
              </Button>
              <Show when={isWritable()}>
                <Button kind="primary" title="You can undo it" onClick={write}>
                  Write comment
                </Button>
              </Show>
            </>
          )}
        </Show>
      }
    >
      <Show
        when={comment()}
        fallback={
          <p>
            {languageName(finding().language)} has no comments. Turn the rule off, or exclude the file from
            the scan.
          </p>
        }
      >
        {(text) => (
          <div class="suppress">
            <p>
              A comment {place()} hides this finding
              <Show when={!isWritable()}>. Copy it and put it there on a line of its own</Show>.
            </p>
            <label class="suppress-reason">
              <span>Reason (optional)</span>
              <input
                type="text"
                autocomplete="off"
                value={reason()}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <Show
              when={change()}
              fallback={<CodeBlock code={text()} language={finding().language} label="The comment" />}
            >
              {(now) => (
                <DiffView
                  lines={fixDiff(now().text, now().fix)}
                  language={finding().language}
                  label="What the comment changes"
                />
              )}
            </Show>
          </div>
        )}
      </Show>
    </Dialog>
  );
}
