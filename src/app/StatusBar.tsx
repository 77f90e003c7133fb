/** The bar at the bottom: facts about the project, and how many requests have left this tab. */

import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { ProjectSummary } from '../../workers/protocol';
import {
  createQuery,
  currentProject,
  currentProjectId,
  currentRoute,
  type IndexState,
  indexState,
  isAttached,
  isScanning,
  scan,
  type Watching,
  watching,
} from '../data';
import { countOf, formatCount, formatShare } from '../kernel/format';
import { languageName } from '../kernel/languages';
import { countOutsideRequests } from '../platform';
import { SeverityCounts } from '../ui/SeverityCounts';
import { RunningOperations } from './RunningOperations';
import './status-bar.css';

const HOW_WATCHED: Record<Watching, string> = {
  told: 'Files are scanned as soon as they change.',
  looking: 'Every few seconds it is looked for files that have changed, while this page is in sight.',
};

export function StatusBar() {
  return (
    <footer class="status-bar">
      <Show when={isScanning()}>
        <SeverityCounts counts={scan.state().counts} />
      </Show>
      <Show when={currentProjectId() !== undefined && currentRoute().path !== '/'}>
        <ProjectFacts />
      </Show>
      <RunningOperations />
      <OutsideRequests />
    </footer>
  );
}

function ProjectFacts() {
  const summary = createQuery('summary', () => {
    const projectId = currentProjectId();
    return projectId === undefined || isScanning() ? undefined : { projectId };
  });
  const lines = () => {
    const counted = summary()?.lines;
    return counted === undefined ? 0 : counted.code + counted.comment + counted.blank;
  };
  const skipped = () => (isScanning() ? scan.state().skipped : (currentProject()?.lastRun?.skipped ?? 0));
  return (
    <>
      <Show when={summary()}>
        {(facts) => <span class="status-languages truncate">{describeLanguages(facts())}</span>}
      </Show>
      <Show when={lines() > 0}>
        <span class="number status-lines">{countOf(lines(), 'line')}</span>
      </Show>
      <Show when={isScanning() ? undefined : indexState()}>
        {(index) => <IndexProgress index={index()} />}
      </Show>
      <Show when={watching()}>
        {(how) => (
          <span class="status-watching" title={HOW_WATCHED[how()]}>
            Watching
          </span>
        )}
      </Show>
      <Show when={skipped() > 0}>
        <a href="#/files?skipped=1" class="number status-skipped">
          {countOf(skipped(), 'file')} skipped: why?
        </a>
      </Show>
    </>
  );
}

/** Only while it is being made, or where it could not be made of all files. */
function IndexProgress(props: { index: IndexState }) {
  const done = () => props.index.done + props.index.failed;
  const text = () => {
    const of = `${formatCount(done())} of ${countOf(props.index.total, 'file')}`;
    return props.index.isMaking ? `Indexing ${of}` : `Indexed ${of}`;
  };
  return (
    <Show when={props.index.isMaking || done() < props.index.total}>
      <span
        class="number status-index"
        title={
          props.index.isMaking || isAttached()
            ? 'What files define and import, for questions about the whole project'
            : 'Nothing is known of what the other files define: their texts were not saved. Drop the folder again to have them read.'
        }
      >
        {text()}
      </span>
    </Show>
  );
}

/** The three languages with the most lines of code; shared findings come without lines. */
function describeLanguages({ languages, lines }: Pick<ProjectSummary, 'languages' | 'lines'>): string {
  return languages
    .filter((one) => one.language !== '' && one.lines.code > 0)
    .sort((a, b) => b.lines.code - a.lines.code)
    .slice(0, 3)
    .map((one) => `${languageName(one.language)} ${formatShare(one.lines.code, lines.code)}`)
    .join(' · ');
}

function OutsideRequests() {
  const [outside, setOutside] = createSignal(0);
  onMount(() => onCleanup(countOutsideRequests(setOutside)));
  return (
    <span class="status-requests number" classList={{ some: outside() > 0 }}>
      <span class="status-dot" aria-hidden="true" />
      {countOf(outside(), 'request')} left this tab
    </span>
  );
}
