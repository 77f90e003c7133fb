/** Columns beside the line numbers: the worst severity of each line in its own shape, and the numbers of steps. */
import { type EditorState, type Extension, RangeSet, type Text } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import { SEVERITIES, type Severity } from '../../workers/protocol';
import { StepNumbers } from './flow-marks';
import { type MarkedFinding, marksField } from './marks';

class SeverityMarker extends GutterMarker {
  constructor(
    readonly severity: Severity,
    readonly id: number,
    readonly title: string,
  ) {
    super();
  }

  override eq(other: SeverityMarker): boolean {
    return other.id === this.id && other.title === this.title;
  }

  override toDOM(): HTMLElement {
    const host = document.createElement('span');
    host.className = `cm-severity cm-severity-${this.severity}`;
    host.title = this.title;
    return host;
  }
}

/** The findings of each line, by where it starts. */
export function findingsByLine(state: EditorState): Map<number, MarkedFinding[]> {
  const lines = new Map<number, MarkedFinding[]>();
  const { places } = state.field(marksField);
  for (const at = places.iter(); at.value !== null; at.next()) {
    const start = state.doc.lineAt(at.from).from;
    const list = lines.get(start);
    if (list) list.push(at.value.marked);
    else lines.set(start, [at.value.marked]);
  }
  return lines;
}

/** The one of them that is worst. */
export function worst(list: readonly MarkedFinding[]): MarkedFinding {
  return list.reduce((a, b) =>
    SEVERITIES.indexOf(b.finding.severity) > SEVERITIES.indexOf(a.finding.severity) ? b : a,
  );
}

function markers(state: EditorState): RangeSet<GutterMarker> {
  const ranges = [...findingsByLine(state)].map(([start, list]) => {
    const top = worst(list);
    const title = list.map(({ finding }) => `${finding.severity}: ${finding.message}`).join('\n');
    return new SeverityMarker(top.finding.severity, top.id, title).range(start);
  });
  return RangeSet.of(ranges, true);
}

/** The column; a click on a mark picks its worst finding. */
export function severityGutter(onPick: (id: number) => void): Extension {
  let cached: { places: unknown; doc: Text; set: RangeSet<GutterMarker> } | undefined;
  const current = (state: EditorState) => {
    const { places } = state.field(marksField);
    if (cached?.places !== places || cached.doc !== state.doc) {
      cached = { places, doc: state.doc, set: markers(state) };
    }
    return cached.set;
  };
  return gutter({
    class: 'cm-severity-gutter',
    markers: (view) => current(view.state),
    lineMarkerChange: (update) => update.startState.field(marksField) !== update.state.field(marksField),
    domEventHandlers: {
      click(view, line) {
        let picked: number | undefined;
        current(view.state).between(line.from, line.from, (_from, _to, marker) => {
          if (marker instanceof SeverityMarker) picked = marker.id;
        });
        if (picked === undefined) return false;
        onPick(picked);
        return true;
      },
    },
  });
}

/** The column of the numbers; it takes no room where there are none. A click goes to the line's next step. */
export function stepGutter(onStep: (index: number) => void): Extension {
  return gutter({
    class: 'cm-step-gutter',
    markers: (view) => view.state.field(marksField).steps,
    domEventHandlers: {
      click(view, line) {
        const { steps, step: at } = view.state.field(marksField);
        let here: readonly number[] = [];
        steps.between(line.from, line.from, (_from, _to, marker) => {
          if (marker instanceof StepNumbers) here = marker.steps;
        });
        const next = here.find((index) => at !== undefined && index > at) ?? here[0];
        if (next === undefined) return false;
        onStep(next);
        return true;
      },
    },
  });
}
