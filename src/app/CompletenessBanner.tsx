/**
 * What the open project's results leave out, over every view of it: why, and the button that goes on. A list of
 * findings looks complete whatever it leaves out, so this comes before all of them.
 */

import { For, Show } from 'solid-js';
import type { Completeness, Gap, Project } from '../../workers/protocol';
import { currentProject, currentRoute, isIndexing, isScanning, VIEWS_OF_A_PROJECT } from '../data';
import { headlineOf, lacksOnlyProjectRules } from '../kernel/completeness';
import { describeAge } from '../kernel/format';
import { isAvailable } from '../kernel/operations/operation';
import { ICONS, Icon } from '../ui/Icon';
import { InlineCode } from '../ui/InlineCode';
import { OperationButton } from '../ui/OperationButton';
import './completeness-banner.css';
import { visibleText } from '../kernel/visible-text';
import { choosePlaceAgain, gapsOf, scanTheRest } from './project-operations';

type NotWhole = Exclude<Completeness, { state: 'whole' }>;

export function CompletenessBanner() {
  const shown = (): { project: Project; completeness: NotWhole } | undefined => {
    const project = currentProject();
    const completeness = project?.completeness;
    if (project === undefined || completeness === undefined || completeness.state === 'whole')
      return undefined;
    const isUnderWay = isScanning() || (isIndexing() && lacksOnlyProjectRules(completeness));
    return isUnderWay || !VIEWS_OF_A_PROJECT.has(currentRoute().path) ? undefined : { project, completeness };
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

function Reasons(props: { gaps: readonly Gap[] }) {
  return (
    <For each={props.gaps}>
      {(gap) => (
        <>
          <Show
            when={gap.count > 0}
            fallback={
              <span title={gap.examples.join('\n')}>
                <InlineCode text={gap.message} />
              </span>
            }
          >
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

function Actions(props: { project: Project; completeness: NotWhole }) {
  const isListing = () => gapsOf(props.completeness).some(({ kind }) => kind === 'listing');
  const rest = () => (isAvailable(scanTheRest) ? scanTheRest : undefined);
  return (
    <div class="completeness-actions">
      <Show when={isListing()}>
        <OperationButton operation={rest() && choosePlaceAgain} input={{}}>
          {props.project.sourceKind === 'archive' ? 'Choose the archive…' : 'Choose the folder…'}
        </OperationButton>
      </Show>
      <OperationButton kind="primary" operation={rest()} input={{}}>
        {props.completeness.state === 'partial' ? 'Scan the rest' : 'Scan again'}
      </OperationButton>
    </div>
  );
}
