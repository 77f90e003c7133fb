/**
 * Shows the view of the route. Its code is loaded when it is first needed; a view that fails, in
 * loading or later, shows its error here and the rest of the page goes on.
 */

import {
  type Component,
  createEffect,
  createResource,
  createSignal,
  ErrorBoundary,
  on,
  Show,
} from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { explain } from '../../workers/protocol';
import type { Feature } from '../kernel/feature';
import { currentRoute, navigate } from '../kernel/router';
import { loadCode } from '../platform';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { ErrorPane } from '../ui/ErrorPane';
import { featureOf } from './features';

export function ViewHost() {
  const feature = () => featureOf(currentRoute().path);
  return (
    <Show when={feature()} keyed fallback={<UnknownRoute />}>
      {(shown) => <LoadedView feature={shown} />}
    </Show>
  );
}

function LoadedView(props: { feature: Feature }) {
  const [attempt, setAttempt] = createSignal(1);
  const [module] = createResource(attempt, () =>
    loadCode(() => props.feature.load(), 'This part of the page'),
  );
  createEffect(
    on(
      () => props.feature.title,
      (title) => {
        document.title = `${title} · Assay`;
      },
    ),
  );
  return (
    <ErrorBoundary
      fallback={(error: unknown, reset) => (
        <FailedView
          title={`${props.feature.title} could not be shown`}
          error={error}
          retry={() => {
            setAttempt((before) => before + 1);
            reset();
          }}
        />
      )}
    >
      <Show when={module()?.default}>{(view: () => Component) => <Dynamic component={view()} />}</Show>
    </ErrorBoundary>
  );
}

function FailedView(props: { title: string; error: unknown; retry: () => void }) {
  const told = () => explain(props.error);
  const trace = () => (props.error instanceof Error ? props.error.stack : undefined);
  return (
    <ErrorPane
      title={props.title}
      message={told().message}
      {...(told().help !== undefined && { help: told().help })}
      {...(trace() !== undefined && { detail: trace() })}
      retry={props.retry}
    />
  );
}

function UnknownRoute() {
  return (
    <EmptyState
      title="No such view"
      actions={
        <Button kind="primary" onClick={() => navigate('/')}>
          Go to the start
        </Button>
      }
    >
      This version of Assay has no view at “{currentRoute().path}”.
    </EmptyState>
  );
}
