/** Lists the built-in rules: all of them by their ids, or those that a query means, the likeliest first. */
import type { RuleInfo } from '../../workers/protocol';
import { RuleIndex } from '../../workers/store/rule-search';
import { builtinRules } from './assets';
import { EXIT } from './errors';
import { print } from './output';
import { makeStyle } from './style';

export async function listRules(query: readonly string[], format: 'text' | 'json'): Promise<number> {
  const { list } = builtinRules();
  const sorted = list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const found = new RuleIndex(sorted).search(query.join(' '));
  await print(format === 'json' ? `${JSON.stringify(found.map(toJson))}\n` : asText(found));
  return EXIT.done;
}

/** A rule as other programs get it. */
function toJson({ id, title, languages, severity, confidence, category, ...rest }: RuleInfo) {
  const { cwe = [], owasp = [], tags, aliases = [], equivalents = [], message, hasFix } = rest;
  return {
    ...{ id, title, languages, severity, confidence, category },
    ...{ cwe, owasp, tags, aliases, equivalents, message, hasFix },
  };
}

function asText(found: readonly RuleInfo[]): string {
  if (found.length === 0) return 'No rules match.\n';
  const style = makeStyle(process.stdout.isTTY === true, process.env);
  const width = Math.max(...found.map(({ id }) => id.length));
  const rows = found.map(({ id, title = '', severity, cwe = [], owasp = [] }) => {
    const classes = style.dim([...cwe, ...owasp].join(' '));
    const painted = severity ? style.severity(severity, severity.padEnd(8)) : 'off'.padEnd(8);
    return `${style.bold(id.padEnd(width))}  ${painted}  ${title}  ${classes}\n`;
  });
  return rows.join('');
}
