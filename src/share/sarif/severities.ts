/** SARIF's level, kind and security score as one severity. */
import { SEVERITIES, type Severity } from '../../../workers/protocol';
import { type Fields, get, inner } from '../lenient';

const BY_LEVEL: Record<string, Severity> = { error: 'high', warning: 'medium', note: 'low', none: 'info' };

/** The bands of CVSS, which code scanning services go by. */
const BANDS: readonly [from: number, severity: Severity][] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [0.1, 'low'],
  [0, 'info'],
];

/** The severity of a result of a rule; `overrides` is the rule's configuration in this run. */
export function severityOf(result: Fields, rule: Fields, overrides: Fields): Severity {
  const own = ownSeverity(inner(result, 'properties'));
  return own ?? scored(result) ?? scored(rule) ?? BY_LEVEL[levelOf(result, rule, overrides)] ?? 'medium';
}

/** The severity of a rule without a result. */
export function ruleSeverity(rule: Fields): Severity {
  return severityOf({}, rule, {});
}

/** The level as the program means it: its own, else that of the rule, else `warning`. */
export function levelOf(result: Fields, rule: Fields, overrides: Fields): string {
  const given = [
    get(result, 'level'),
    get(overrides, 'level'),
    get(inner(rule, 'defaultConfiguration'), 'level'),
  ];
  const kind = get(result, 'kind');
  if (given[0] === undefined && typeof kind === 'string' && kind !== 'fail') return 'none';
  return given.find((level): level is string => typeof level === 'string' && level in BY_LEVEL) ?? 'warning';
}

/** Assay's own exports say it outright. */
function ownSeverity(properties: Fields): Severity | undefined {
  return SEVERITIES.find((severity) => severity === get(properties, 'severity'));
}

function scored(fields: Fields): Severity | undefined {
  const given = get(inner(fields, 'properties'), 'security-severity');
  const score = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof score !== 'number' || !(score >= 0 && score <= 10)) return undefined;
  return BANDS.find(([from]) => score >= from)?.[1];
}
