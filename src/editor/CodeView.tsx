/** The viewer as a component: give it a text and marks, and a place to look at. */
import { createEffect, on, onCleanup, onMount } from 'solid-js';
import './code-view.css';
import type { MarkedFinding } from './marks';
import type { Place } from './positions';
import { makeViewer, type ShownText } from './viewer';

export interface CodeViewProps {
  /** Set anew it is drawn anew, so path, text and language come as one. */
  shown: ShownText;
  findings: readonly MarkedFinding[];
  selected: number | undefined;
  /** Where to look; scrolled to whenever it changes and when the text does. */
  place: Place | undefined;
  onPick: (id: number) => void;
}

export function CodeView(props: CodeViewProps) {
  let host!: HTMLDivElement;
  onMount(() => {
    const viewer = makeViewer(host, { onPick: (id) => props.onPick(id) });
    onCleanup(() => viewer.destroy());
    const shown = () => props.shown;
    createEffect(on(shown, (next) => viewer.show(next)));
    createEffect(() => {
      shown();
      viewer.mark({ findings: props.findings, selected: props.selected });
    });
    createEffect(() => {
      shown();
      if (props.place) viewer.reveal(props.place);
    });
  });
  return <div class="code-view" ref={host} />;
}
