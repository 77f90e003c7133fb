/** Severities as people see them: a name, a colour and a shape each, never colour alone. */
import { type JSX, mergeProps } from 'solid-js';
import type { Severity } from '../../workers/protocol';
import './severity.css';

const NAMES: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** The severity's name with a capital. */
export function severityName(severity: Severity): string {
  return NAMES[severity];
}

/** Diamond, triangle, square, disc, ring; on a 12 × 12 field. */
const SHAPES: Record<Severity, string> = {
  critical: 'M6 .7 11.3 6 6 11.3.7 6Z',
  high: 'M6 1 11.4 10.8H.6Z',
  medium: 'M1.4 1.4h9.2v9.2H1.4Z',
  low: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z',
  info: 'M6 1.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4Z',
};

export function SeverityIcon(props: { severity: Severity; size?: number; label?: boolean }): JSX.Element {
  const given = mergeProps({ size: 11, label: true }, props);
  return (
    <svg
      class={`severity-icon severity-${given.severity}`}
      width={given.size}
      height={given.size}
      viewBox="0 0 12 12"
      role={given.label ? 'img' : undefined}
      aria-label={given.label ? severityName(given.severity) : undefined}
      aria-hidden={given.label ? undefined : 'true'}
    >
      <path d={SHAPES[given.severity]} />
    </svg>
  );
}
