/** Makes a link or a file of findings, and says what is inside before anything leaves the page. */

import { createEffect, createMemo, createResource, createSignal, For, on, Show } from 'solid-js';
import { explain } from '../../../workers/protocol';
import { selectedFindings } from '../../data';
import { formatCount } from '../../kernel/format';
import { MAX_LINK_LENGTH } from '../../share';
import { Dialog } from '../../ui/Dialog';
import { OperationButton } from '../../ui/OperationButton';
import { type Extent, idsOf, usualExtent } from './collect';
import { ExtentChoice } from './ExtentChoice';
import { makeLink } from './link';
import { copyLink, saveShare } from './operations';
import './share.css';

interface ShareDialogProps {
  open: boolean;
  onClose: () => void;
}

export function ShareDialog(props: ShareDialogProps) {
  const [extent, setExtent] = createSignal<Extent>('shown');
  const [withCode, setWithCode] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => open && setExtent(usualExtent()),
    ),
  );
  const [ids] = createResource(
    () => props.open && { extent: extent(), marked: selectedFindings() },
    ({ extent }) => idsOf(extent),
  );
  const [link] = createResource(
    () => props.open && ids.state === 'ready' && { ids: ids(), withCode: withCode() },
    ({ ids, withCode }) => makeLink(ids ?? [], withCode),
  );
  const total = () => ids.latest?.length ?? 0;
  const current = createMemo(() => (link.state === 'ready' ? link() : undefined));

  const input = () => ({ extent: extent(), code: withCode() });
  const closeIfDone = (count: number | undefined) => count !== undefined && props.onClose();

  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Share findings"
      size="wide"
      actions={
        <>
          <OperationButton
            operation={saveShare}
            input={input()}
            onDone={closeIfDone}
            disabled={total() === 0}
          >
            Save {formatCount(total())} as a file
          </OperationButton>
          <OperationButton
            kind="primary"
            operation={copyLink}
            input={input()}
            onDone={closeIfDone}
            disabled={current() === undefined}
          >
            Copy link
          </OperationButton>
        </>
      }
    >
      <div class="share-form">
        <ExtentChoice extent={extent()} onChange={setExtent} />
        <label class="share-check">
          <input
            type="checkbox"
            checked={withCode()}
            onChange={(event) => setWithCode(event.currentTarget.checked)}
          />
          <span>Include code: the matched lines and three around them, variables and fixes</span>
        </label>
        <Show when={!link.error} fallback={<p role="alert">{explain(link.error).message}</p>}>
          <LinkState link={current()} busy={link.loading || ids.loading} total={total()} />
        </Show>
        <Inside withCode={withCode()} />
      </div>
    </Dialog>
  );
}

function LinkState(props: {
  link: { url: string; count: number } | undefined;
  busy: boolean;
  total: number;
}) {
  const describe = () => {
    const { link, busy, total } = props;
    if (link) return `${formatCount(link.url.length)} of at most ${formatCount(MAX_LINK_LENGTH)} characters`;
    if (busy) return 'Creating link…';
    return total === 0
      ? 'No findings to share.'
      : 'The findings do not fit into a link. Save a file instead.';
  };
  return (
    <div class="share-link">
      <label for="share-url">Link</label>
      <input
        id="share-url"
        class="share-url"
        readonly
        value={props.link?.url ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p class="dim" aria-live="polite">
        {describe()}
      </p>
      <Show when={props.link && props.link.count < props.total && props.link}>
        {(link) => (
          <p>
            The worst {formatCount(link().count)} of {formatCount(props.total)} findings fit into the link.
            The file holds all of them.
          </p>
        )}
      </Show>
    </div>
  );
}

const ALWAYS = [
  'The project name and the paths of files with findings',
  'The rule, severity, location and identity of each finding',
];

function Inside(props: { withCode: boolean }) {
  const code = () =>
    props.withCode ? 'The code around each finding' : 'No code, and no message that quotes code';
  return (
    <div class="share-inside">
      <h3>What is inside</h3>
      <ul>
        <For each={[...ALWAYS, code()]}>{(line) => <li>{line}</li>}</For>
      </ul>
      <p class="dim">
        The link itself holds all of this, after the #, which browsers do not send to any server. Anyone with
        the link can read it.
      </p>
    </div>
  );
}
