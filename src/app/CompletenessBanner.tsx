/**
 * What the open project's results leave out, over every view of it: why, and the button that goes on. A list of
 * findings looks complete whatever it leaves out, so this comes before all of them.
 */

import { For, Show } from 'solid-js';
import type { Completeness, Gap, GapKind, Project } from '../../workers/protocol';
import { chooseAgain, currentProject, currentRoute, isScanning, scanRest } from '../data';
import { createAttempt } from '../kernel/attempt';
import { headlineOf } from '../kernel/completeness';
import { describeAge } from '../kernel/format';
import { Button } from '../ui/Button';
import { ICONS, Icon } from '../ui/Icon';
import { InlineCode } from '../ui/InlineCode';
import './completeness-banner.css';
import { visibleText } from '../kernel/visible-text';

const VIEWS = new Set(['/findings', '/files', '/summary']);
type NotWhole = Exclude<Completeness, { state: 'whole' }>;

export function CompletenessBanner() {
  const shown = (): { project: Project; completeness: NotWhole } | undefined => {
    const project = currentProject();
    const completeness = project?.completeness;
    if (project === undefined || completeness === undefined || completeness.state === 'whole')
      return undefined;
    return isScanning() || !VIEWS.has(currentRoute().path) ? undefined : { project, completeness };
  };
  return (
    <Show when={shown()}>
      {(now) => <Banner project={now().project} completeness={now().completeness} />}
    </Show>
  );
}

function Banner(props: { project: Project; completeness: NotWhole }) {
  return (
    <section
      class="completeness"
      classList={{ failed: props.completeness.state === 'failed' }}
      aria-label="Completeness"
    >
      <Icon path={ICONS.warning} size={18} />
      <p class="completeness-text">
        <Show when={!isElsewhere(props.completeness)} fallback="Another tab is scanning this project.">
          <strong>{headlineOf(props.completeness)}</strong> <Reasons gaps={gapsOf(props.completeness)} />{' '}
          <Show when={props.project.earlier}>{(earlier) => <Earlier {...earlier()} />}</Show>
        </Show>
      </p>
      <Actions project={props.project} completeness={props.completeness} />
    </section>
  );
}

/** A run that goes on, and not in this tab. */
function isElsewhere(completeness: NotWhole): boolean {
  return completeness.state === 'partial' && completeness.gaps.length === 0;
}

function gapsOf(completeness: NotWhole): Gap[] {
  return completeness.state === 'failed' ? [completeness.gap] : completeness.gaps;
}

function Reasons(props: { gaps: Gap[] }) {
  return (
    <For each={props.gaps}>
      {(gap) => (
        <>
          <Show when={gap.count > 0} fallback={<InlineCode text={gap.message} />}>
            <a
              href={gap.kind === 'bad-rule' ? '#/rules' : '#/files?unchecked=1'}
              title={gap.examples.map(visibleText).join('\n')}
            >
              <InlineCode text={gap.message} />
            </a>
          </Show>{' '}
        </>
      )}
    </For>
  );
}

/** The last run failed, so what is shown is older. */
function Earlier(props: { startedMs: number; completeness: Completeness }) {
  return (
    <>
      These are the results of the scan before it ({describeAge(props.startedMs, Date.now())}).{' '}
      <Show when={props.completeness.state !== 'whole' && props.completeness}>
        {(completeness) => headlineOf(completeness() as NotWhole)}
      </Show>
    </>
  );
}

/** What another scan may mend. */
const PASSING: ReadonlySet<GapKind> = new Set<GapKind>([
  ...(['cancelled', 'interrupted', 'listing', 'unreadable', 'timed-out', 'no-grammar'] as const),
  ...(['crashed', 'not-loaded', 'not-stored', 'unrecorded'] as const),
]);

function Actions(props: { project: Project; completeness: NotWhole }) {
  const [busy, attempt] = createAttempt();
  const gaps = () => gapsOf(props.completeness);
  const mayPass = () => props.project.sourceKind !== 'shared' && gaps().some(({ kind }) => PASSING.has(kind));
  const label = () => (props.completeness.state === 'partial' ? 'Scan the rest' : 'Scan again');
  return (
    <div class="completeness-actions">
      <Show when={mayPass() && gaps().some(({ kind }) => kind === 'listing')}>
        <Button disabled={busy()} onClick={() => attempt('Nothing was opened', chooseAgain)}>
          {props.project.sourceKind === 'archive' ? 'Choose the archive…' : 'Choose the folder…'}
        </Button>
      </Show>
      <Show when={mayPass()}>
        <Button
          kind="primary"
          disabled={busy()}
          onClick={() => attempt('The scan could not be continued', scanRest)}
        >
          {label()}
        </Button>
      </Show>
    </div>
  );
}
