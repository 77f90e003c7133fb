/** The runs of a project: their trend, and what two of them have that the other has not. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import { SEVERITIES, type Severity, type Snapshot, WORST_FIRST } from '../../../workers/protocol';
import {
  createQuery,
  currentProjectId,
  currentRoute,
  gateKey,
  isScanning,
  navigate,
  readGateWords,
  replaceParams,
} from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { formatHash } from '../../kernel/router';
import { visibleText } from '../../kernel/visible-text';
import { ICONS } from '../../ui/Icon';
import { NoProject } from '../../ui/NoProject';
import { OperationButton } from '../../ui/OperationButton';
import { Select } from '../../ui/Select';
import { severityName } from '../../ui/SeverityIcon';
import { ChangedList } from './ChangedList';
import { noteBaseline } from './operations';
import { runHref, runName } from './runs';
import { Trend } from './Trend';
import './runs.css';

export default function RunsPage(): JSX.Element {
  const runs = createQuery('snapshots', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  });
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.folder} isOpening={isScanning()} onOpen={() => navigate('/')}>
          What changed from scan to scan appears here.
        </NoProject>
      }
    >
      <Show when={runs()}>
        {(all) => (
          <div class="runs scroll">
            <div class="runs-body">
              <h1>Runs</h1>
              <History runs={all()} />
              <Show when={all().length > 1}>
                <Comparison runs={all()} />
              </Show>
              <Listed runs={all()} />
            </div>
          </div>
        )}
      </Show>
    </Show>
  );
}

function History(props: { runs: Snapshot[] }): JSX.Element {
  const kept = createQuery('setting', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { key: gateKey(projectId) };
  });
  const gate = () => readGateWords(kept());
  const scans = () => props.runs.filter(({ runId }) => runId !== 0);
  return (
    <section aria-labelledby="runs-history">
      <div class="runs-head">
        <h2 id="runs-history">Open findings after each scan</h2>
        <OperationButton operation={noteBaseline} input={{}}>
          Save as baseline
        </OperationButton>
      </div>
      <Show when={gate()}>
        {(words) => (
          <div class="runs-gate" classList={{ [words().state]: true }}>
            <strong>{words().lines[0]}</strong>
            <For each={words().lines.slice(1)}>{(line) => <div>{visibleText(line)}</div>}</For>
          </div>
        )}
      </Show>
      <Show when={scans().length > 0} fallback={<p class="dim">No scan has come to its end yet.</p>}>
        <Show
          when={scans().length > 1}
          fallback={<p class="dim">The trend appears here after the next scan.</p>}
        >
          <Trend runs={scans()} />
        </Show>
        <div class="runs-table">
          <table>
            <thead>
              <tr>
                <th scope="col">Scan</th>
                <th scope="col">All</th>
                <For each={WORST_FIRST}>{(severity) => <th scope="col">{severityName(severity)}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.runs.toReversed()}>{(run) => <Row run={run} />}</For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}

function Row(props: { run: Snapshot }): JSX.Element {
  const countOfSeverity = (severity: Severity) => props.run.counts[SEVERITIES.indexOf(severity)] ?? 0;
  return (
    <tr>
      <th scope="row">{runName(props.run)}</th>
      <td>
        <a href={runHref(props.run.runId)}>{formatCount(props.run.findings)}</a>
      </td>
      <For each={WORST_FIRST}>
        {(severity) => (
          <td>
            <Show when={props.run.runId !== 0} fallback={<span class="dim">–</span>}>
              <a href={runHref(props.run.runId, severity)}>{formatCount(countOfSeverity(severity))}</a>
            </Show>
          </td>
        )}
      </For>
    </tr>
  );
}

function Comparison(props: { runs: Snapshot[] }): JSX.Element {
  const idOf = (param: string, fallback: number | undefined) => {
    const asked = Number(currentRoute().params[param] ?? Number.NaN);
    return props.runs.some(({ runId }) => runId === asked) ? asked : (fallback ?? 0);
  };
  const after = () => idOf('after', props.runs.at(-1)?.runId);
  const before = () => idOf('before', props.runs.at(-2)?.runId);
  const changes = createQuery('snapshotChanges', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId, before: before(), after: after() };
  });
  const options = createMemo(() =>
    props.runs.toReversed().map((run) => [String(run.runId), runName(run)] as const),
  );
  return (
    <section aria-labelledby="runs-comparison">
      <h2 id="runs-comparison">Compare two scans</h2>
      <div class="runs-choice">
        <Select
          label="Before"
          value={String(before())}
          options={options()}
          onChange={(id) => replaceParams({ before: id })}
        />
        <Select
          label="After"
          value={String(after())}
          options={options()}
          onChange={(id) => replaceParams({ after: id })}
        />
      </div>
      <Show when={changes()}>
        {(found) => (
          <>
            <ChangedList title="New" count={found().counts.new} list={found().new}>
              <Show when={after() === props.runs.at(-1)?.runId && found().counts.new > 0}>
                <a href={formatHash({ path: '/findings', params: { since: String(before()) } })}>
                  Show them in the list of findings
                </a>
              </Show>
            </ChangedList>
            <ChangedList title="Gone" count={found().counts.gone} list={found().gone} />
            <ChangedList title="Moved" count={found().counts.moved} list={found().moved} />
          </>
        )}
      </Show>
    </section>
  );
}

/** What a number of the history counts. */
function Listed(props: { runs: Snapshot[] }): JSX.Element {
  const asked = () => props.runs.find(({ runId }) => String(runId) === currentRoute().params.run);
  const severity = () => WORST_FIRST.find((one) => one === currentRoute().params.severity);
  const found = createQuery('snapshotFindings', () => {
    const [projectId, run, only] = [currentProjectId(), asked(), severity()];
    if (projectId === undefined || run === undefined) return undefined;
    return { projectId, runId: run.runId, ...(only && { rank: SEVERITIES.indexOf(only) }) };
  });
  return (
    <Show when={asked()}>
      {(run) => (
        <section aria-labelledby="runs-listed">
          <h2 id="runs-listed">
            {runName(run())}: {countOf(found()?.count ?? 0, 'open finding')}
          </h2>
          <Show when={found()}>
            {(all) => (
              <ChangedList
                title={severity() ? severityName(severity() as Severity) : 'All'}
                count={all().count}
                list={all().listed}
              />
            )}
          </Show>
          <a href={formatHash({ path: '/runs', params: {} })}>Close the list</a>
        </section>
      )}
    </Show>
  );
}
