/**
 * Where share links lead. With a link it opens the findings or explains what is wrong with it; without one
 * it shows, for each shared finding, what has become of it in the receiver's own files.
 */
import { createResource, For, Match, Show, Switch } from 'solid-js';
import {
  currentProject,
  currentProjectId,
  currentRoute,
  navigate,
  openProject,
  selectFinding,
  startup,
} from '../../data';
import { explain } from '../../kernel/notices';
import { sharedFindings } from '../../share';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPane } from '../../ui/ErrorPane';
import { SeverityIcon } from '../../ui/SeverityIcon';
import { describeComparison } from './compare';
import { receiveLink } from './receive';
import { type Compared, type Comparison, comparisonOf, documentOf } from './shared-projects';
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
    (link) => receiveLink(link),
  );
  const wrong = () => (error.error === undefined ? error() : explain(error.error));
  return (
    <Show when={wrong()} fallback={<EmptyState title="Opening the shared findings …" role="status" />}>
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
  const [loaded] = createResource(currentProjectId, async (id) => ({
    document: await documentOf(id),
    comparison: await comparisonOf(id),
  }));
  const isShared = () => currentProject()?.sourceKind === 'shared';
  return (
    <Switch fallback={<EmptyState title="Loading …" role="status" />}>
      <Match when={!isShared()}>
        <EmptyState title="No shared findings are open">
          Open a share link, or drop a file that ends in .assay.json.
        </EmptyState>
      </Match>
      <Match when={loaded()?.comparison === undefined && loaded()?.document}>
        <EmptyState
          title="Not compared yet"
          actions={<Button onClick={() => navigate('/findings')}>Read the findings</Button>}
        >
          Drop your own copy of the project on this page: it is scanned here, and each shared finding is
          looked up in it.
        </EmptyState>
      </Match>
      <Match when={loaded()?.document}>
        {(document) => (
          <Outcomes findings={sharedFindings(document())} comparison={loaded()?.comparison as Comparison} />
        )}
      </Match>
    </Switch>
  );
}

function Outcomes(props: { findings: ReturnType<typeof sharedFindings>; comparison: Comparison }) {
  const show = async ({ id }: Compared) => {
    if (id === undefined) return;
    await openProject(props.comparison.projectId);
    selectFinding(id);
  };
  return (
    <section class="shared scroll" aria-label="Shared findings in your files">
      <h1>Shared findings in your files</h1>
      <p class="dim">{describeComparison(props.comparison)}</p>
      <ul class="shared-list">
        <For each={props.findings.slice(0, MOST)}>
          {({ path, ruleId, finding }, index) => {
            const outcome = () => props.comparison.outcomes[index()] ?? { kind: 'unknown' as const };
            return (
              <li class="shared-row">
                <SeverityIcon severity={finding.severity} />
                <span class="shared-what">
                  <span class="shared-rule">{ruleId}</span>
                  <span class="dim">
                    {visibleText(path)}:{finding.start.line}
                  </span>
                </span>
                <span class={`shared-outcome ${outcome().kind}`}>{describe(outcome(), path)}</span>
                <Show when={outcome().id !== undefined}>
                  <Button onClick={() => void show(outcome())}>Read it</Button>
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={props.findings.length > MOST}>
        <p class="dim">The findings view shows all {props.findings.length.toLocaleString()} of them.</p>
      </Show>
    </section>
  );
}

/** Rows drawn at once; the findings view has a windowed list for more. */
const MOST = 500;

function describe({ kind, path, line, reason }: Compared, sentPath: string): string {
  switch (kind) {
    case 'here':
      return 'Here';
    case 'moved':
      return path === sentPath ? `Moved to line ${line}` : `Moved to ${visibleText(path ?? '')}:${line}`;
    case 'gone':
      return 'Not there any more';
    case 'unknown':
      return `Not known: ${reason ?? 'it was not compared'}`;
  }
}
