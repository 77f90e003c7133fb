/** The summary: every number and every mark leads to the findings or the file behind it. */

import { createMemo, For, type JSX, Show } from 'solid-js';
import { InlineCode } from '../../ui/InlineCode';
import './summary.css';
import {
  type Completeness,
  type Problem,
  type ProjectSummary,
  type RunSummary,
  type Severity,
  WORST_FIRST,
} from '../../../workers/protocol';
import { createQuery, currentProject, currentProjectId, isScanning, navigate } from '../../data';
import { describeCompleteness } from '../../kernel/completeness';
import { countOf, formatBytes, formatCount, formatMs, sentence, wordFor } from '../../kernel/format';
import { visibleText } from '../../kernel/visible-text';
import { ErrorPane } from '../../ui/ErrorPane';
import { ICONS, Icon } from '../../ui/Icon';
import { NoProject } from '../../ui/NoProject';
import { SeverityIcon, severityName } from '../../ui/SeverityIcon';
import { Languages } from './Languages';
import { fileHref, findingsHref } from './links';
import { Treemap } from './Treemap';

const TOP_RULES = 10;
const SLOWEST = 8;
const MOST_PROBLEMS = 50;

export default function SummaryPage(): JSX.Element {
  const summary = createQuery('summary', () => {
    const projectId = currentProjectId();
    return projectId === undefined ? undefined : { projectId };
  });
  return (
    <Show
      when={currentProjectId() !== undefined}
      fallback={
        <NoProject icon={ICONS.folder} isOpening={isScanning()} onOpen={() => navigate('/')}>
          Languages, sizes and findings appear here.
        </NoProject>
      }
    >
      <Show
        when={summary()}
        fallback={
          <Show when={summary.error()}>
            {(error) => <ErrorPane title="The summary could not be read" {...error()} />}
          </Show>
        }
      >
        {(loaded) => (
          <div class="summary scroll">
            <div class="summary-body">
              <Totals summary={loaded()} />
              <Languages summary={loaded()} />
              <Severities counts={loaded().severities} />
              <TopRules rules={loaded().rules} />
              <section class="summary-section wide" aria-labelledby="summary-folders">
                <h2 id="summary-folders">Folders</h2>
                <p class="summary-key dim">
                  Area shows lines of code. Colour and shape show the worst severity.
                </p>
                <Treemap folders={loaded().folders} />
              </section>
              <Slowest files={loaded().slowest} />
              <Problems problems={loaded().problems} completeness={loaded().completeness} />
            </div>
          </div>
        )}
      </Show>
    </Show>
  );
}

function Totals(props: { summary: ProjectSummary }): JSX.Element {
  const lines = () => props.summary.lines.code + props.summary.lines.comment + props.summary.lines.blank;
  const findings = () => WORST_FIRST.reduce((sum, severity) => sum + props.summary.severities[severity], 0);
  const skipped = () => props.summary.skipped.reduce((sum, { count }) => sum + count, 0);
  const lastRun = () => currentProject()?.lastRun;
  return (
    <header class="summary-head wide">
      <h1>{currentProject()?.name}</h1>
      <dl class="summary-totals">
        <Total
          name={wordFor(props.summary.files, 'file')}
          value={formatCount(props.summary.files)}
          href="#/files"
        />
        <Total name={wordFor(lines(), 'line')} value={formatCount(lines())} />
        <Total name="size" value={formatBytes(props.summary.bytes)} />
        <Total
          name={wordFor(findings(), 'finding')}
          value={formatCount(findings())}
          href={findingsHref({})}
        />
        <Total name="skipped" value={formatCount(skipped())} href="#/files?skipped=1" />
        <Show when={lastRun()}>{(run) => <Total name={nameOfRun(run())} value={timeOfRun(run())} />}</Show>
      </dl>
    </header>
  );
}

const CUT_OFF: Partial<Record<RunSummary['status'], string>> = {
  ...{
    cancelled: 'last scan, cancelled',
    interrupted: 'last scan, interrupted',
    failed: 'last scan, failed',
  },
};

function nameOfRun({ status, unchanged }: RunSummary): string {
  const cutOff = CUT_OFF[status];
  if (cutOff !== undefined) return cutOff;
  return unchanged > 0 ? `last scan, ${countOf(unchanged, 'file')} unchanged` : 'last scan';
}

/** A scan that was cut off took no time that anybody knows, if nothing was stored of it. */
function timeOfRun({ status, elapsedMs }: RunSummary): string {
  if (status === 'running') return '…';
  return elapsedMs === 0 && status !== 'done' ? 'unknown' : formatMs(elapsedMs);
}

function Total(props: { name: string; value: string; href?: string }): JSX.Element {
  return (
    <div class="summary-total">
      <dt class="dim">{props.name}</dt>
      <dd class="number">
        <Show when={props.href} fallback={props.value}>
          {(href) => <a href={href()}>{props.value}</a>}
        </Show>
      </dd>
    </div>
  );
}

interface BarRowProps {
  href: string;
  severity: Severity;
  name: string;
  isCode?: boolean;
  count: number;
  most: number;
}

function BarRow(props: BarRowProps): JSX.Element {
  return (
    <li>
      <a class={`bar-row severity-${props.severity}`} href={props.href}>
        <SeverityIcon severity={props.severity} label={props.name !== severityName(props.severity)} />
        <span class="bar-name truncate" title={visibleText(props.name)}>
          {visibleText(props.name)}
        </span>
        <span class="bar-track" aria-hidden="true">
          <span class="bar" style={{ 'inline-size': `${(100 * props.count) / Math.max(1, props.most)}%` }} />
        </span>
        <span class="bar-count number">{formatCount(props.count)}</span>
      </a>
    </li>
  );
}

function Severities(props: { counts: Record<Severity, number> }): JSX.Element {
  const most = () => Math.max(...WORST_FIRST.map((severity) => props.counts[severity]));
  return (
    <section class="summary-section" aria-labelledby="summary-severities">
      <h2 id="summary-severities">Findings by severity</h2>
      <ul class="bars">
        <For each={WORST_FIRST}>
          {(severity) => (
            <BarRow
              href={findingsHref({ severity })}
              severity={severity}
              name={severityName(severity)}
              count={props.counts[severity]}
              most={most()}
            />
          )}
        </For>
      </ul>
    </section>
  );
}

function TopRules(props: { rules: ProjectSummary['rules'] }): JSX.Element {
  const top = () => props.rules.slice(0, TOP_RULES);
  return (
    <section class="summary-section" aria-labelledby="summary-rules">
      <h2 id="summary-rules">Top rules</h2>
      <Show when={top().length > 0} fallback={<p class="dim">No findings.</p>}>
        <ul class="bars">
          <For each={top()}>
            {({ ruleId, severity, count }) => (
              <BarRow
                href={findingsHref({ rule: ruleId })}
                severity={severity}
                name={ruleId}
                count={count}
                most={top()[0]?.count ?? 1}
              />
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Slowest(props: { files: ProjectSummary['slowest'] }): JSX.Element {
  const files = createMemo(() => props.files.slice(0, SLOWEST));
  return (
    <Show when={files().length > 0}>
      <section class="summary-section" aria-labelledby="summary-slowest">
        <h2 id="summary-slowest">Slowest files</h2>
        <ul class="bars">
          <For each={files()}>
            {({ path, elapsedMs }) => (
              <li>
                <a class="bar-row" href={fileHref(path)}>
                  <span class="bar-name bar-path code truncate" title={visibleText(path)}>
                    {visibleText(path)}
                  </span>
                  <span class="bar-count number">{formatMs(elapsedMs)}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** That there are no problems with files is not that every file was checked. */
function sayNone(completeness: Completeness | undefined): string {
  return completeness?.state === 'whole'
    ? 'Every file was read and checked.'
    : describeCompleteness(completeness) || 'Not scanned yet.';
}

function Problems(props: { problems: Problem[]; completeness: Completeness | undefined }): JSX.Element {
  return (
    <section class="summary-section" aria-labelledby="summary-problems">
      <h2 id="summary-problems">Problems</h2>
      <Show when={props.problems.length > 0} fallback={<p class="dim">{sayNone(props.completeness)}</p>}>
        <ul class="problems">
          <For each={props.problems.slice(0, MOST_PROBLEMS)}>
            {(problem) => (
              <li class="problem">
                <Icon path={ICONS.warning} size={14} />
                <span>
                  <Show when={problem.ruleId}>{(id) => <strong>{visibleText(id())}: </strong>}</Show>
                  <InlineCode text={sentence(problem.message)} />{' '}
                  <span class="dim">
                    <InlineCode text={sentence(problem.help ?? '')} />
                  </span>
                  <Show when={problem.path}>
                    {(path) => (
                      <a class="problem-path code" href={fileHref(path(), problem.line)}>
                        {visibleText(path())}
                        {problem.line ? `:${problem.line}` : ''}
                      </a>
                    )}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.problems.length > MOST_PROBLEMS}>
          <p class="dim">and {formatCount(props.problems.length - MOST_PROBLEMS)} more</p>
        </Show>
      </Show>
    </section>
  );
}
