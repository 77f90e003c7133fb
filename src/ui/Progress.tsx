/** A thin bar that says how far the work is; without a value it says only that there is work. */
import './progress.css';

interface ProgressProps {
  /** 0 to 1; undefined while the end is not known. */
  value: number | undefined;
  label: string;
}

export function Progress(props: ProgressProps) {
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={props.value === undefined ? undefined : Math.round(props.value * 100)}
      classList={{ unknown: props.value === undefined }}
    >
      <div class="progress-done" style={{ transform: `scaleX(${props.value ?? 0.3})` }} />
    </div>
  );
}
