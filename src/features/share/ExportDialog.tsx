/** Saves findings in a format of other programs. */

import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { currentProject, rules } from '../../data';
import { countOf } from '../../kernel/format';
import { notify, notifyError } from '../../kernel/notices';
import { saveFile } from '../../platform';
import { csv, type ExportFormat, json, sarif, VERSION } from '../../share';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { detailsOf, type Extent, idsOf, usualExtent } from './collect';
import { ExtentChoice } from './ExtentChoice';
import { fileName } from './file-name';
import { inSlices } from './slices';
import './share.css';

const FORMATS: ExportFormat[] = [sarif, json, csv];

interface ExportDialogProps {
  open: boolean;
  onClose: () => void;
}

export function ExportDialog(props: ExportDialogProps) {
  const [format, setFormat] = createSignal<ExportFormat>(sarif);
  const [extent, setExtent] = createSignal<Extent>('all');
  const [busy, setBusy] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => open && setExtent(usualExtent() === 'marked' ? 'marked' : 'all'),
    ),
  );
  const save = async () => {
    setBusy(true);
    try {
      const count = await exportFindings(format(), extent());
      notify('success', `${countOf(count, 'finding')} saved as ${format().title}.`);
      props.onClose();
    } catch (error) {
      notifyError(error, 'The findings were not saved');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="Export findings"
      actions={
        <Button kind="primary" onClick={() => void save()} disabled={busy()}>
          <Show when={busy()} fallback="Save file">
            Saving…
          </Show>
        </Button>
      }
    >
      <div class="share-form">
        <fieldset class="share-extent">
          <legend>Format</legend>
          <For each={FORMATS}>
            {(one) => (
              <label class="share-check">
                <input
                  type="radio"
                  name="format"
                  checked={format().id === one.id}
                  onChange={() => setFormat(one)}
                />
                <span>
                  {one.title} <span class="dim">{one.purpose}</span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <ExtentChoice extent={extent()} onChange={setExtent} />
        <p class="dim">
          Exports include the matched code. They are saved on this computer and are not uploaded.
        </p>
      </div>
    </Dialog>
  );
}

/** Saves the file and returns how many findings it holds. */
async function exportFindings(format: ExportFormat, extent: Extent): Promise<number> {
  const project = currentProject();
  if (project === undefined) return 0;
  const details = await detailsOf(await idsOf(extent));
  details.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : placeOf(a) - placeOf(b)));
  const used = new Map(details.flatMap(({ rule }) => (rule ? [[`${rule.id} ${rule.languages}`, rule]] : [])));
  const parts = await inSlices(
    format.encode({
      tool: { name: 'Assay', version: VERSION },
      rules: [...used.values()],
      findings: details,
      problems: rules.problems(),
      completeness: project.completeness,
    }),
  );
  saveFile(fileName(project.name, format.extension), new Blob(parts, { type: format.mediaType }));
  return details.length;
}

function placeOf({ finding }: { finding: { range: { start: { offset: number } } } }): number {
  return finding.range.start.offset;
}
