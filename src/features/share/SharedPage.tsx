/**
 * Where share links lead. With a link it opens the findings or explains what is wrong with it; without one
 * it shows, for each shared finding, what has become of it in the receiver's own files.
 */

import { createResource, For, Match, Show, Switch } from 'solid-js';
import { explain } from '../../../workers/protocol';
import {
  type Compared,
  type Comparison,
  comparisonKey,
  createQuery,
  currentProject,
  currentRoute,
  navigate,
  openFindingsLink,
  selectFinding,
  startup,
} from '../../data';
import { formatCount } from '../../kernel/format';
import { callOperation } from '../../kernel/operations/run';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPane } from '../../ui/ErrorPane';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { describeComparison } from './describe';
import './share.css';
import { visibleText } from '../../kernel/visible-text';

export default function SharedPage() {
  return (
    <Show when={currentRoute().params.d} fallback={<ComparisonView />} keyed>
      {(link) => <Receiving link={link} />}
    </Show>
  );
}

function Receiving(props: { link: string }) {
  const [error] = createResource(
    // Where there is no database to put them, the frame of the page says so.
    () => startup().ready && props.link,
    (link) => openFindingsLink(link),
  );
  const wrong = () => (error.error === undefined ? error() : explain(error.error));
  return (
    <Show when={wrong()} fallback={<EmptyState title="Opening shared findings…" role="status" />}>
      {(envelope) => (
        <ErrorPane
          title="This link cannot be opened"
          {...envelope()}
          retry={() => navigate('/')}
          retryLabel="Go to the start page"
        />
      )}
    </Show>
  );
}

function ComparisonView() {
  const shared = () => {
    const project = currentProject();
    return project?.sourceKind === 'shared' ? project : undefined;
  };
  const stored = createQuery('setting', () => {
    const project = shared();
    return project && { key: comparisonKey(project.id) };
  });
  const comparison = () => {
    const text = stored();
    return text === undefined ? undefined : (JSON.parse(text) as Comparison);
  };
  return (
    <Switch>
      <Match when={shared() === undefined}>
        <EmptyState title="No shared findings are open">
          Open a share link, or drop a file of findings.
        </EmptyState>
      </Match>
      <Match when={comparison()?.isSameProject && comparison()}>
        {(found) => <Outcomes comparison={found()} />}
      </Match>
      <Match when={!stored.loading()}>
        <EmptyState
          title="Not compared yet"
          actions={<Button onClick={() => navigate('/findings')}>Show findings</Button>}
        >
          Drop your copy of the project on this page. It is scanned here, and each shared finding is looked up
          in it.
        </EmptyState>
      </Match>
    </Switch>
  );
}

function Outcomes(props: { comparison: Comparison }) {
  const total = () => Object.values(props.comparison.counts).reduce((sum, count) => sum + count, 0);
  return (
    <section class="shared scroll" aria-label="Shared findings in your files">
      <h1>Shared findings in your files</h1>
      <p class="dim">{describeComparison(props.comparison)}</p>
      <ul class="shared-list">
        <For each={props.comparison.rows}>
          {(row) => <Row row={row} checkoutId={props.comparison.checkoutId} />}
        </For>
      </ul>
      <Show when={total() > props.comparison.rows.length}>
        <p class="dim">The findings view shows all {formatCount(total())} of them.</p>
      </Show>
    </section>
  );
}

function Row(props: { row: Compared; checkoutId: number }) {
  const show = async (id: number) => {
    await callOperation('project.open-stored', { project: props.checkoutId });
    selectFinding(id);
  };
  return (
    <li class="shared-row">
      <SeverityIcon severity={props.row.severity} />
      <span class="shared-what">
        <span class="shared-rule">{props.row.ruleId}</span>
        <span class="dim">
          {visibleText(props.row.path)}:{props.row.line}
        </span>
      </span>
      <span class={`shared-outcome ${props.row.kind}`}>{describe(props.row)}</span>
      <Show when={props.row.now?.id}>{(id) => <Button onClick={() => void show(id())}>Read it</Button>}</Show>
    </li>
  );
}

function describe({ kind, path, now, reason }: Compared): string {
  switch (kind) {
    case 'here':
      return 'Here';
    case 'moved':
      return now?.path === path
        ? `Moved to line ${now.line}`
        : `Moved to ${visibleText(now?.path ?? '')}:${now?.line}`;
    case 'gone':
      return 'No longer there';
    case 'unknown':
      return `Unknown: ${reason ?? 'it was not compared'}`;
  }
}
