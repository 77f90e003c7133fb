/** How many findings were open after each run, as a line; each point leads to what it counts, and the table below says the same. */
import { For, type JSX } from 'solid-js';
import type { Snapshot } from '../../../workers/protocol';
import { countOf, formatCount } from '../../kernel/format';
import { runHref, runName } from './runs';

const WIDTH = 720;
const HEIGHT = 160;
const MARGIN = 12;

export function Trend(props: { runs: readonly Snapshot[] }): JSX.Element {
  const most = () => Math.max(1, ...props.runs.map(({ findings }) => findings));
  const points = () =>
    props.runs.map((run, at) => ({
      run,
      x: MARGIN + ((WIDTH - 2 * MARGIN) * (at + 0.5)) / props.runs.length,
      y: HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * run.findings) / most(),
    }));
  return (
    <div class="runs-trend" role="group" aria-label="Trend of open findings">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line class="runs-axis" x1={MARGIN} x2={WIDTH - MARGIN} y1={MARGIN} y2={MARGIN} />
        <line class="runs-axis" x1={MARGIN} x2={WIDTH - MARGIN} y1={HEIGHT - MARGIN} y2={HEIGHT - MARGIN} />
        <polyline
          points={points()
            .map(({ x, y }) => `${x},${y}`)
            .join(' ')}
        />
      </svg>
      <span class="runs-most number dim" aria-hidden="true">
        {formatCount(most())}
      </span>
      <For each={points()}>
        {({ run, x, y }) => (
          <a
            class="runs-point"
            href={runHref(run.runId)}
            title={described(run)}
            style={{ left: `${(100 * x) / WIDTH}%`, top: `${(100 * y) / HEIGHT}%` }}
          >
            <span class="unseen">{described(run)}</span>
          </a>
        )}
      </For>
    </div>
  );
}

function described(run: Snapshot): string {
  return `${runName(run)}: ${countOf(run.findings, 'open finding')}`;
}
