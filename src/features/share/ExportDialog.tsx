/** Saves findings in a format of other programs. */

import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { createQuery, currentProject, originKey } from '../../data';
import { Dialog } from '../../ui/Dialog';
import { OperationButton } from '../../ui/OperationButton';
import { type Extent, usualExtent } from './collect';
import { parseOrigin } from './describe';
import { ExtentChoice } from './ExtentChoice';
import { FORMATS, type FormatId } from './export-findings';
import { saveExport, saveOriginals } from './operations';
import './share.css';

interface ExportDialogProps {
  open: boolean;
  onClose: () => void;
}

export function ExportDialog(props: ExportDialogProps) {
  const [format, setFormat] = createSignal<FormatId>('sarif');
  const [extent, setExtent] = createSignal<Extent>('all');
  const origin = createQuery('setting', () => {
    const project = currentProject();
    return project?.sourceKind === 'shared' ? { key: originKey(project.id) } : undefined;
  });
  const isSarif = () => parseOrigin(origin())?.kind === 'sarif';
  createEffect(
    on(
      () => props.open,
      (open) => open && setExtent(usualExtent() === 'marked' ? 'marked' : 'all'),
    ),
  );
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Export findings"
      actions={
        <OperationButton
          kind="primary"
          operation={saveExport}
          input={{ format: format(), extent: extent() }}
          onDone={(count) => count !== undefined && props.onClose()}
        >
          Save file
        </OperationButton>
      }
    >
      <div class="share-form">
        <fieldset class="share-extent">
          <legend>Format</legend>
          <For each={Object.keys(FORMATS) as FormatId[]}>
            {(id) => (
              <label class="share-check">
                <input type="radio" name="format" checked={format() === id} onChange={() => setFormat(id)} />
                <span>
                  {FORMATS[id].title} <span class="dim">{FORMATS[id].purpose}</span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={isSarif()}>
          <p>
            The SARIF that was opened can also be saved as it came, with every part of it that Assay does not
            know and your decisions in it.{' '}
            <OperationButton operation={saveOriginals} input={{}} onDone={props.onClose}>
              Save it with decisions
            </OperationButton>
          </p>
        </Show>
        <ExtentChoice extent={extent()} onChange={setExtent} />
        <p class="dim">
          Exports include the matched code. They are saved on this computer and are not uploaded.
        </p>
      </div>
    </Dialog>
  );
}
