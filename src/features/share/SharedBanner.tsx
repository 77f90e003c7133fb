/**
 * Says above every view of a project that the findings are somebody else's, or that somebody else's were looked up in
 * it, and leads from the ones to the others.
 */
import { type JSX, Match, Show, Switch } from 'solid-js';
import {
  type Comparison,
  comparisonKey,
  createQuery,
  currentProject,
  currentRoute,
  isScanning,
  originKey,
  sharedKey,
} from '../../data';
import { callOperation, runOperation } from '../../kernel/operations/run';
import { Button } from '../../ui/Button';
import { waiting } from './checkouts';
import { describeComparison, describeOrigin, parseOrigin } from './describe';
import { closeShared, compare, keepShared } from './operations';
import './shared-banner.css';

const ROUTES = new Set(['/findings', '/files', '/summary', '/shared']);

export default function SharedBanner(): JSX.Element {
  const project = () => (ROUTES.has(currentRoute().path) ? currentProject() : undefined);
  return (
    <Switch>
      <Match when={project()?.sourceKind === 'shared' && project()}>
        {(shared) => <OfShared id={shared().id} isTemporary={shared().isTemporary === true} />}
      </Match>
      <Match when={project()}>{(own) => <OfCheckout id={own().id} />}</Match>
    </Switch>
  );
}

function OfShared(props: { id: number; isTemporary: boolean }): JSX.Element {
  const origin = createQuery('setting', () => ({ key: originKey(props.id) }));
  const comparison = createComparison(() => props.id);
  return (
    <Banner
      text={
        <>
          <strong>{describeOrigin(parseOrigin(origin()))}.</strong>{' '}
          <Show when={comparison()} fallback={<HowToCompare />}>
            {(found) => <Found comparison={found()} />}
          </Show>{' '}
          <Show when={props.isTemporary}>Not saved: they are lost when you close this tab.</Show>
        </>
      }
    >
      <Show when={comparison()?.isSameProject && currentRoute().path !== '/shared'}>
        <Button onClick={() => void runOperation(compare, { project: props.id })}>Show comparison</Button>
      </Show>
      <Show when={comparison()}>
        {(found) => <Open id={found().checkoutId}>Open {found().checkoutName}</Open>}
      </Show>
      <Show when={props.isTemporary}>
        <Button onClick={() => void runOperation(keepShared, {})}>Keep</Button>
        <Button onClick={() => void runOperation(closeShared, {})}>Close</Button>
      </Show>
    </Banner>
  );
}

function HowToCompare(): JSX.Element {
  return <>Drop your copy of the project to compare.</>;
}

function Found(props: { comparison: Comparison }): JSX.Element {
  return (
    <Show
      when={props.comparison.isSameProject}
      fallback={
        <>
          “{props.comparison.checkoutName}” does not look like the project they are from:{' '}
          {describeComparison(props.comparison)}.
        </>
      }
    >
      In “{props.comparison.checkoutName}”: {describeComparison(props.comparison)}.
    </Show>
  );
}

/** A folder of one's own in which shared findings were, or will be, looked up. */
function OfCheckout(props: { id: number }): JSX.Element {
  const key = createQuery('setting', () => ({ key: sharedKey(props.id) }));
  const sharedId = () => waiting() ?? (key() === undefined ? undefined : Number(key()));
  const shared = createQuery('project', () => {
    const id = sharedId();
    return id === undefined ? undefined : { projectId: id };
  });
  const comparison = createComparison(sharedId);
  return (
    <Show when={shared()}>
      {(from) => (
        <Banner
          text={
            <>
              <strong>Your own files.</strong>{' '}
              <Show
                when={!(isScanning() && waiting()) && comparison()?.checkoutId === props.id && comparison()}
                fallback={<>The shared findings “{from().name}” are looked up when the scan is over.</>}
              >
                {(found) => <FoundHere name={from().name} comparison={found()} />}
              </Show>
            </>
          }
        >
          <Show when={comparison()?.checkoutId === props.id && comparison()?.isSameProject}>
            <Button onClick={() => void runOperation(compare, { project: from().id })}>
              Show comparison
            </Button>
          </Show>
          <Open id={from().id}>Open shared findings</Open>
        </Banner>
      )}
    </Show>
  );
}

function FoundHere(props: { name: string; comparison: Comparison }): JSX.Element {
  return (
    <Show
      when={props.comparison.isSameProject}
      fallback={
        <>
          This folder does not look like the project that the shared findings “{props.name}” are from:{' '}
          {describeComparison(props.comparison)}.
        </>
      }
    >
      Of the shared findings “{props.name}”: {describeComparison(props.comparison)}.
    </Show>
  );
}

function Open(props: { id: number; children: JSX.Element }): JSX.Element {
  const open = () => void callOperation('project.open-stored', { project: props.id });
  return <Button onClick={open}>{props.children}</Button>;
}

function Banner(props: { text: JSX.Element; children: JSX.Element }): JSX.Element {
  return (
    <section class="shared-banner" aria-label="About these findings">
      <p>{props.text}</p>
      <span class="shared-banner-actions">{props.children}</span>
    </section>
  );
}

function createComparison(sharedId: () => number | undefined): () => Comparison | undefined {
  const text = createQuery('setting', () => {
    const id = sharedId();
    return id === undefined ? undefined : { key: comparisonKey(id) };
  });
  return () => {
    const now = text();
    return now === undefined ? undefined : (JSON.parse(now) as Comparison);
  };
}
