/**
 * The findings view: filters, list, and the selected finding side by side; on narrower pages the filters
 * fold away, and on the narrowest list and finding take turns.
 */
import {
  createEffect,
  createRenderEffect,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import './findings.css';
import { type Completeness, explain, type FindingState, type FindingsView } from '../../../workers/protocol';
import {
  currentProject,
  currentProjectId,
  groupBy,
  isIndexing,
  isScanning,
  navigate,
  selectedFinding,
  selectedFindings,
  selectFinding,
  setFindingsFilter,
  setSelectedFindings,
  store,
} from '../../data';
import { lacksOnlyProjectRules } from '../../kernel/completeness';
import { countOf } from '../../kernel/format';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPane } from '../../ui/ErrorPane';
import { ICONS } from '../../ui/Icon';
import { NoProject } from '../../ui/NoProject';
import { SplitPane } from '../../ui/SplitPane';
import { createWidth, NARROW } from '../../ui/width';
import { ChangesDialog } from './ChangesDialog';
import { FacetPanel } from './FacetPanel';
import { FindingPanel } from './FindingPanel';
import { FindingsList } from './FindingsList';
import { clearFilters, isFiltered } from './filters';
import { createFindingSource } from './finding-source';
import { createRowCache } from './row-cache';
import { registerStepper } from './stepping';
import { Toolbar } from './Toolbar';
import { TriageDialog } from './TriageDialog';
import { createFindingsView, leaveFinding, stepThrough } from './view-state';

/** px of the page's width from which the filters stand beside list and code. */
const WIDE = 1040;

export default function FindingsPage(): JSX.Element {
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.warning} isOpening={isScanning()} onOpen={() => navigate('/')}>
          Findings appear here.
        </NoProject>
      }
    >
      <Findings />
    </Show>
  );
}

function Findings(): JSX.Element {
  let host!: HTMLDivElement;
  const [isReading, setReading] = createSignal(selectedFinding() !== undefined);
  const [areFiltersOpen, setFiltersOpen] = createSignal(false);
  const width = createWidth(() => host);
  const view = createFindingsView();
  const source = createFindingSource();
  const isWide = () => width() >= WIDE;
  const isNarrow = () => width() < NARROW;
  createEffect(on(selectedFinding, (id) => setReading(id !== undefined), { defer: true }));

  const list = () => (
    <ListPane
      view={view()}
      error={view.error()}
      onRead={() => setReading(true)}
      onFilters={isWide() ? undefined : () => setFiltersOpen(true)}
    />
  );
  const finding = () => (
    <FindingPanel
      source={source}
      {...positionIn(view())}
      onStep={(by) => stepThrough(view()?.ids ?? new Uint32Array(), by)}
      onDone={() => leaveFinding(view()?.ids ?? new Uint32Array())}
      onBack={isNarrow() ? () => setReading(false) : undefined}
    />
  );
  return (
    <div class="page-of-panes findings-page" ref={host} classList={{ wide: isWide() }}>
      <h1 class="unseen">Findings</h1>
      <TriageDialog />
      <ChangesDialog />
      <Show when={isWide()}>
        <FacetPanel facets={view()?.facets} />
      </Show>
      <Show when={!isWide() && areFiltersOpen()}>
        <FiltersOverlay view={view()} onClose={() => setFiltersOpen(false)} />
      </Show>
      <Show
        when={isNarrow()}
        fallback={
          <SplitPane
            id="findings"
            label="Width of the list"
            direction="row"
            sized="first"
            initial={434}
            min={280}
            minOther={320}
            first={list()}
            second={finding()}
          />
        }
      >
        <div class="findings-one" classList={{ hidden: isReading() }}>
          {list()}
        </div>
        <div class="findings-one" classList={{ hidden: !isReading() }}>
          {finding()}
        </div>
      </Show>
    </div>
  );
}

function positionIn(view: FindingsView | undefined): { position: number; length: number } {
  const id = selectedFinding();
  if (!view || id === undefined) return { position: 0, length: 0 };
  return { position: view.ids.indexOf(id) + 1, length: view.ids.length };
}

function FiltersOverlay(props: { view: FindingsView | undefined; onClose: () => void }): JSX.Element {
  let panel!: HTMLDivElement;
  onMount(() => panel.querySelector('button')?.focus());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    props.onClose();
  };
  return (
    <section class="findings-filters" ref={panel} aria-label="Filters" onKeyDown={onKeyDown}>
      <header class="findings-filters-head">
        <strong>Filters</strong>
        <IconButton label="Close filters" icon={ICONS.close} onClick={() => props.onClose()} />
      </header>
      <FacetPanel facets={props.view?.facets} />
      <Button kind="primary" onClick={() => props.onClose()}>
        Show {countOf(props.view?.ids.length ?? 0, 'finding')}
      </Button>
    </section>
  );
}

interface ListPaneProps {
  view: FindingsView | undefined;
  error: { message: string; detail?: string; help?: string } | undefined;
  onRead: () => void;
  onFilters: (() => void) | undefined;
}

function ListPane(props: ListPaneProps): JSX.Element {
  let filter: HTMLInputElement | undefined;
  let pane!: HTMLElement;
  const cache = createRowCache(async (ids) => {
    const id = currentProjectId();
    return id === undefined ? [] : store.query('findingRows', { projectId: id, ids });
  });
  createEffect(on(currentProjectId, () => cache.clear(), { defer: true }));
  // A view is made anew when findings have changed; before the list asks for its rows.
  createRenderEffect(
    on(
      () => props.view,
      () => cache.renew(),
    ),
  );
  const focusList = () => pane.querySelector<HTMLElement>('.findings-list')?.focus();
  createEffect(() => {
    const view = props.view;
    if (!view) return;
    const remove = registerStepper({
      step: (by) => {
        stepThrough(view.ids, by);
        focusList();
      },
      focusFilter: () => filter?.select(),
    });
    onCleanup(remove);
  });
  const error = () => props.error ?? (cache.error() === undefined ? undefined : explain(cache.error()));

  return (
    <section class="pane-column findings-pane" ref={pane} aria-label="List of findings">
      <Toolbar
        shown={props.view?.ids.length}
        total={props.view?.total ?? 0}
        marked={selectedFindings().size}
        onClearMarks={() => setSelectedFindings([])}
        onLeave={focusList}
        filterRef={(input) => {
          filter = input;
        }}
        onFilters={props.onFilters}
      />
      <Switch>
        <Match when={error()}>
          {(wrong) => (
            <ErrorPane title="The findings could not be read" {...wrong()} retry={() => cache.clear()} />
          )}
        </Match>
        <Match when={props.view && props.view.ids.length > 0 && props.view}>
          {(view) => (
            <FindingsList
              view={view()}
              groupBy={groupBy()}
              row={cache.row}
              want={cache.want}
              selected={selectedFinding()}
              onSelect={(id) => {
                selectFinding(id);
                props.onRead();
              }}
              onOpen={() => document.querySelector<HTMLElement>('.finding-panel button')?.focus()}
              marked={selectedFindings()}
              onMark={setSelectedFindings}
              label="Findings"
            />
          )}
        </Match>
        <Match when={props.view}>{(view) => <NothingShown view={view()} />}</Match>
        <Match when={true}>
          <Placeholders />
        </Match>
      </Switch>
    </section>
  );
}

/** In the places of the rows, until the first answer. */
function Placeholders(): JSX.Element {
  return (
    <div class="findings-placeholders" role="status" aria-label="Loading findings">
      <For each={Array.from({ length: 12 })}>{() => <span class="finding-wait" />}</For>
    </div>
  );
}

/** States of findings that are not listed unless asked for, and what hides them. */
const HIDDEN_BY = {
  suppressed: 'comments in the code',
  dismissed: 'the deep analysis',
  accepted: 'decisions',
  'false-positive': 'decisions',
  fixed: 'decisions',
} as const;
const HIDDEN_STATES = Object.keys(HIDDEN_BY) as (keyof typeof HIDDEN_BY)[];

function countIn(view: FindingsView, state: FindingState): number {
  return view.facets.state.find(({ value }) => value === state)?.count ?? 0;
}

function NothingShown(props: { view: FindingsView }): JSX.Element {
  const hidden = () => HIDDEN_STATES.filter((state) => countIn(props.view, state) > 0);
  const hiddenCount = () => hidden().reduce((sum, state) => sum + countIn(props.view, state), 0);
  return (
    <Switch fallback={<NothingFound completeness={props.view.completeness} />}>
      <Match when={isFiltered()}>
        <EmptyState
          title="No matches"
          icon={ICONS.filter}
          role="status"
          actions={
            <Button kind="primary" onClick={clearFilters}>
              Clear filters
            </Button>
          }
        >
          The filters hide {countOf(props.view.total, 'finding')}.
        </EmptyState>
      </Match>
      <Match when={isScanning()}>
        <EmptyState title="No findings so far" role="status">
          Findings appear here as the scan continues.
        </EmptyState>
      </Match>
      <Match when={hidden().length > 0}>
        <EmptyState
          title="No open findings"
          role="status"
          actions={
            <Button kind="primary" onClick={() => setFindingsFilter({ states: hidden() })}>
              Show hidden findings
            </Button>
          }
        >
          {countOf(hiddenCount(), 'finding')} {hiddenCount() === 1 ? 'is' : 'are'} hidden by{' '}
          {[...new Set(hidden().map((state) => HIDDEN_BY[state]))].join(' or ')}.
        </EmptyState>
      </Match>
    </Switch>
  );
}

/** Only of what was read and checked whole can it be said that there is nothing. */
function NothingFound(props: { completeness: Completeness | undefined }): JSX.Element {
  const files = () => currentProject()?.files ?? 0;
  return (
    <Switch
      fallback={
        <EmptyState title="Not everything was checked" icon={ICONS.warning} role="status">
          Nothing was found in the files that were. The others may have findings.
        </EmptyState>
      }
    >
      <Match when={isIndexing() && lacksOnlyProjectRules(props.completeness)}>
        <EmptyState title="No findings so far" role="status">
          The rules about the whole project are still running.
        </EmptyState>
      </Match>
      <Match when={lacksOnlyProjectRules(props.completeness)}>
        <EmptyState title="Not everything was checked" icon={ICONS.warning} role="status">
          Every file was checked on its own. The rules about the whole project may still find something.
        </EmptyState>
      </Match>
      <Match when={props.completeness === undefined}>
        <EmptyState title="Not scanned yet" role="status">
          Findings appear here after a scan.
        </EmptyState>
      </Match>
      <Match when={props.completeness?.state === 'failed'}>
        <EmptyState title="Nothing was checked" icon={ICONS.warning} role="status">
          The scan failed.
        </EmptyState>
      </Match>
      <Match when={props.completeness?.state === 'whole' && files() === 0}>
        <EmptyState title="No files to check" icon={ICONS.folder} role="status">
          Every file was skipped. See Files for the reasons.
        </EmptyState>
      </Match>
      <Match when={props.completeness?.state === 'whole'}>
        <EmptyState title="No findings" icon={ICONS.check} role="status">
          Every file was checked, and no rule matched.
        </EmptyState>
      </Match>
    </Switch>
  );
}
