/** Reads the gate of a project's configuration. A gate that is understood in part would let through what it was written to stop. */
import { CONFIDENCES, type Gate, type GateCondition, SEVERITIES } from '../protocol';
import { type ConfigProblems, isTable } from './config-problems';

const KEYS = ['new', 'severity', 'confidence', 'max'];
const MOST_CONDITIONS = 100;

/** `[gate]` is one condition, and `[[gate]]` several. */
export function readGate(value: unknown, problems: ConfigProblems): Gate {
  const tables = Array.isArray(value) ? value : [value];
  const before = problems.all.length;
  if (tables.length > MOST_CONDITIONS) {
    problems.tell(`\`gate\` has more than ${MOST_CONDITIONS} conditions`, undefined);
  }
  const conditions = tables.slice(0, MOST_CONDITIONS).map((table: unknown) => readCondition(table, problems));
  return problems.all.length > before ? 'unusable' : conditions;
}

function readCondition(table: unknown, problems: ConfigProblems): GateCondition {
  if (!isTable(table)) {
    problems.tell('`gate` is not a table', 'Write `[gate]`, or `[[gate]]` for each of several conditions.');
    return { new: false, max: 0 };
  }
  for (const key of Object.keys(table)) if (!KEYS.includes(key)) problems.unknown('key of `gate`', key, KEYS);
  const { new: onlyNew = false, severity, confidence, max = 0 } = table;
  if (typeof onlyNew !== 'boolean') problems.tell('`new` of `gate` is not true or false', undefined);
  if (typeof max !== 'number' || !Number.isInteger(max) || max < 0) {
    problems.tell('`max` of `gate` is not a whole number from 0', undefined);
  }
  const least = oneOf('severity', severity, SEVERITIES, problems);
  const sure = oneOf('confidence', confidence, CONFIDENCES, problems);
  return {
    new: onlyNew === true,
    ...(least && { severity: least }),
    ...(sure && { confidence: sure }),
    max: Number(max),
  };
}

function oneOf<T extends string>(
  key: string,
  value: unknown,
  known: readonly T[],
  problems: ConfigProblems,
): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && found === undefined)
    problems.unknown(`\`${key}\` of \`gate\``, String(value), known);
  return found;
}
