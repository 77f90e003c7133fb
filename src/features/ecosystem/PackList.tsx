/** The packs of the open project: what each is, whether it is as it was installed, and what can be done with it. */
import { createResource, For, type JSX, Show } from 'solid-js';
import type { InstalledPack } from '../../../workers/protocol';
import { currentProjectId, describeDiff, installedPacks, isAttached, isScanning, packsOff } from '../../data';
import { countOf } from '../../kernel/format';
import { runOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { OperationButton } from '../../ui/OperationButton';
import { Switch } from '../../ui/Switch';
import {
  choosePack,
  choosePackFolder,
  confirmPack,
  declinePack,
  remove,
  rollBack,
  save,
  switchOne,
} from './operations';
import { pending } from './pending';

export function PackList(): JSX.Element {
  const [off, { refetch }] = createResource(currentProjectId, packsOff);
  const turn = async (name: string, on: boolean) => {
    await runOperation(switchOne, { name, on });
    await refetch();
  };
  return (
    <section aria-labelledby="packs-title">
      <h2 id="packs-title">Packs</h2>
      <p class="dim">
        A pack is a folder or zip of rules with a manifest. It is kept in the project and known by its hash:
        one that was changed behind your back does not run.
      </p>
      <Proposal />
      <Show
        when={installedPacks().length > 0}
        fallback={
          <p class="eco-empty">
            {isAttached() ? 'This project has no packs.' : 'Open the folder of a project to see its packs.'}
          </p>
        }
      >
        <ul class="eco-list">
          <For each={installedPacks()}>
            {(pack) => <PackRow pack={pack} isOn={!(off() ?? []).includes(pack.name)} onTurn={turn} />}
          </For>
        </ul>
      </Show>
      <div class="eco-actions">
        <OperationButton operation={isAttached() ? choosePack : undefined} input={{}} disabled={isScanning()}>
          Install a zip…
        </OperationButton>
        <OperationButton
          operation={isAttached() ? choosePackFolder : undefined}
          input={{}}
          disabled={isScanning()}
        >
          Install a folder…
        </OperationButton>
      </div>
    </section>
  );
}

/** What was read and waits for a yes. */
function Proposal(): JSX.Element {
  return (
    <Show when={pending()}>
      {(waiting) => {
        const manifest = () => waiting().pack.manifest;
        const change = () => {
          const made = waiting().change;
          return 'diff' in made ? made : undefined;
        };
        return (
          <section class="eco-proposal" aria-label="The pack that was read">
            <p class="eco-name">
              {visibleText(manifest().name)}{' '}
              <span class="number">
                <Show when={change()?.from}>{(from) => <>{from()} → </>}</Show>
                {manifest().version}
              </span>
            </p>
            <Show when={manifest().description}>{(text) => <p>{visibleText(text())}</p>}</Show>
            <p>{visibleText(describeDiff(change()?.diff ?? { added: [], changed: [], removed: [] }))}</p>
            <p class="dim">
              Licence: {visibleText(manifest().licence)}. {waiting().pack.notes.join(' ')}
            </p>
            <p class="eco-hash code">{waiting().pack.hash}</p>
            <div class="eco-actions">
              <OperationButton operation={declinePack} input={{}}>
                Cancel
              </OperationButton>
              <OperationButton operation={confirmPack} input={{}} kind="primary">
                {change()?.from === undefined ? 'Install' : 'Update'}
              </OperationButton>
            </div>
          </section>
        );
      }}
    </Show>
  );
}

function PackRow(props: {
  pack: InstalledPack;
  isOn: boolean;
  onTurn: (name: string, on: boolean) => Promise<void>;
}): JSX.Element {
  const { pack } = props;
  return (
    <li class="eco-row">
      <div class="eco-text">
        <p>
          <span class="eco-name">{visibleText(pack.name)}</span> <span class="number">{pack.version}</span>{' '}
          <Show when={pack.manifest}>
            {(manifest) => (
              <span class="dim">
                {visibleText(manifest().licence)}, {countOf(pack.rules.length, 'rule file')}
              </span>
            )}
          </Show>
        </p>
        <Show when={pack.manifest?.description}>{(text) => <p class="dim">{visibleText(text())}</p>}</Show>
        <Show when={pack.why}>{(why) => <p class="eco-fault">Not used. {visibleText(why())}</p>}</Show>
        <Show when={pack.hash !== ''}>
          <p class="eco-hash code">{pack.hash}</p>
        </Show>
      </div>
      <div class="eco-actions">
        <Show when={pack.earlier.at(-1)}>
          {(earlier) => (
            <OperationButton operation={rollBack} input={{ name: pack.name }} kind="quiet">
              Roll back to {earlier().version}
            </OperationButton>
          )}
        </Show>
        <Show when={pack.state === 'good'}>
          <OperationButton
            operation={save}
            input={{ name: pack.name }}
            kind="quiet"
            aria-label={`Export ${pack.name}`}
          >
            Export
          </OperationButton>
        </Show>
        <OperationButton
          operation={remove}
          input={{ name: pack.name }}
          kind="quiet"
          aria-label={`Remove ${pack.name}`}
        >
          Remove
        </OperationButton>
        <Switch
          label={`Use ${pack.name} in this project`}
          checked={props.isOn && pack.state === 'good'}
          disabled={pack.state !== 'good' || isScanning()}
          onChange={(on) => void props.onTurn(pack.name, on)}
        />
      </div>
    </li>
  );
}
