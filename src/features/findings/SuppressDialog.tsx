/** Hides a finding with a comment: written into the file where the browser can, else copied with its place named. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { CodeBlock, DiffView, fixDiff } from '../../editor';
import { languageName } from '../../kernel/languages';
import { isAvailable } from '../../kernel/operations/operation';
import { runOperation } from '../../kernel/operations/run';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import {
  isSuppressing,
  setSuppressing,
  suppressionChange,
  suppressionPlace,
  suppressionText,
} from './shown-finding';
import { copyComment, writeComment } from './shown-operations';

export function SuppressDialog(props: { language: string }): JSX.Element {
  const [reason, setReason] = createSignal('');
  const change = createMemo(() => (isSuppressing() ? suppressionChange(reason()) : undefined));
  const comment = () => suppressionText(reason());
  const isWritable = () => isAvailable(writeComment);
  const close = () => setSuppressing(false);
  const run = (operation: typeof writeComment | typeof copyComment) => {
    close();
    void runOperation(operation, { reason: reason() });
  };
  return (
    <Dialog
      open={isSuppressing()}
      onClose={close}
      title="Suppress finding"
      size="wide"
      actions={
        <Show when={comment()} fallback={<Button onClick={close}>Close</Button>}>
          <Button kind={isWritable() ? 'plain' : 'primary'} onClick={() => run(copyComment)}>
            Copy comment
          </Button>
          <Show when={isWritable()}>
            <Button kind="primary" title="You can undo it" onClick={() => run(writeComment)}>
              Write comment
            </Button>
          </Show>
        </Show>
      }
    >
      <Show
        when={comment()}
        fallback={
          <p>
            {languageName(props.language)} has no comments. Turn the rule off, or exclude the file from the
            scan.
          </p>
        }
      >
        {(text) => (
          <div class="suppress">
            <p>
              A comment {suppressionPlace()} hides this finding
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
              fallback={<CodeBlock code={text()} language={props.language} label="The comment" />}
            >
              {(now) => (
                <DiffView
                  lines={fixDiff(now().text, now().fix)}
                  language={props.language}
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
