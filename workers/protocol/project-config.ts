/**
 * What a project's own configuration, `.assay/config.toml`, says of how it is scanned. It comes with the code under analysis, so
 * whatever it takes out of the results is told with them.
 */
import { nearestOf } from './edit-distance';
import type { Problem, RuleInfo, Severity } from './engine';
import type { Gate } from './gate';
import type { ThreatModel } from './threats';

export const CONFIG_PATH = '.assay/config.toml';

export interface ProjectConfig {
  /** Which sources of data count; missing if nothing is said. */
  threatModels?: readonly ThreatModel[];
  /** Ids of rules that are off. */
  off: readonly string[];
  /** Severities that rules have instead of their own, by id. */
  severities: Readonly<Record<string, Severity>>;
  /** Globs of files that are left out, as in `.gitignore`. */
  ignore: readonly string[];
  /** What a scan may find at most; missing if nothing is said. */
  gate?: Gate;
  /** What in it means nothing. */
  problems: readonly Problem[];
}

export const NO_CONFIG: ProjectConfig = { off: [], severities: {}, ignore: [], problems: [] };

/** What a configuration changes, in words; nothing where it changes nothing. */
export function describeConfig({ threatModels, off, severities, ignore }: ProjectConfig): string | undefined {
  const changed = Object.keys(severities).length;
  const parts = [
    off.length > 0 && `turns ${counted(off.length, 'rule')} off`,
    changed > 0 && `changes the severity of ${counted(changed, 'rule')}`,
    ignore.length > 0 && `leaves out files that match ${counted(ignore.length, 'pattern')}`,
    threatModels && `takes as sources of data: ${threatModels.join(', ') || 'none'}`,
  ].filter((part) => part !== false && part !== undefined);
  return parts.length > 0 ? `The project’s own ${CONFIG_PATH} ${parts.join('; ')}.` : undefined;
}

/** Rules as they are with the severities that were chosen for them. */
export function withSeverities(
  rules: readonly RuleInfo[],
  { severities }: Pick<ProjectConfig, 'severities'>,
): RuleInfo[] {
  return rules.map((rule) => {
    const chosen = [rule.id, ...(rule.aliases ?? [])].map((id) => severities[id]).find((one) => one);
    return chosen && rule.severity ? { ...rule, severity: chosen } : rule;
  });
}

/** Rules that it names and that are none. */
export function unknownRules({ off, severities }: ProjectConfig, rules: readonly RuleInfo[]): Problem[] {
  const known = new Set(rules.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]));
  const unknown = [...off, ...Object.keys(severities)].filter((id) => !known.has(id));
  return unknown.map((id) => {
    const nearest = nearestOf(id, known);
    const help = nearest && { help: `Did you mean \`${nearest}\`?` };
    return { kind: 'unsupported', message: `unknown rule \`${id}\``, path: CONFIG_PATH, ...help };
  });
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
