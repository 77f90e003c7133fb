/** What the command says of a project’s own configuration. */
import {
  describeConfig,
  type Problem,
  type ProjectConfig,
  type RuleInfo,
  unknownRules,
} from '../../workers/protocol';
import { visibleText } from '../share';

/** What it takes out or changes is never silent: it came with the code. */
export function sayConfig(config: ProjectConfig): void {
  const text = describeConfig(config);
  if (text !== undefined) process.stderr.write(`assay: ${visibleText(text)}\n`);
}

/** What in it means nothing, and the rules that it names and that are none. */
export function problemsOfConfig(config: ProjectConfig, rules: readonly RuleInfo[]): Problem[] {
  return [...config.problems, ...unknownRules(config, rules)];
}
