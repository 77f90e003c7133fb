/** Configurations as text: a new one, and one that is there with more in it. What people wrote beside it stays. */
import { CONFIG_VERSION, type ConfigValues, type GateCondition } from '../../../workers/protocol';

const HEAD = `# How Assay scans this project; see \`assay config\`.
version = ${CONFIG_VERSION}
`;

/** A whole file. Empty lists of what is left out are left out themselves. */
export function configText(values: ConfigValues): string {
  const { concerns, minSeverity, minConfidence, leaveOut = [], threatModels, ignore = [] } = values;
  const keys = [
    concerns && `concerns = ${listText(concerns)}`,
    minSeverity && `min-severity = ${text(minSeverity)}`,
    minConfidence && `min-confidence = ${text(minConfidence)}`,
    leaveOut.length > 0 && `leave-out = ${listText(leaveOut)}`,
    threatModels && `threat-models = ${listText(threatModels)}`,
    ignore.length > 0 && `ignore = ${listText(ignore)}`,
  ].filter((line) => typeof line === 'string');
  const tables = [
    tableText('rules', values.rules),
    tableText('packs', values.packs),
    ...(Array.isArray(values.gate) ? gateTexts(values.gate) : []),
  ].filter((table) => table !== '');
  return [HEAD + keys.map((line) => `${line}\n`).join(''), ...tables].join('\n');
}

function gateTexts(gate: readonly GateCondition[]): string[] {
  return gate.map(({ new: onlyNew, severity, confidence, max }) =>
    [
      gate.length > 1 ? '[[gate]]' : '[gate]',
      ...(onlyNew ? ['new = true'] : []),
      ...(severity ? [`severity = ${text(severity)}`] : []),
      ...(confidence ? [`confidence = ${text(confidence)}`] : []),
      `max = ${max}\n`,
    ].join('\n'),
  );
}

function tableText(name: string, entries: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(entries).map(([key, value]) => `${text(key)} = ${text(value)}\n`);
  return lines.length > 0 ? `[${name}]\n${lines.join('')}` : '';
}

const text = (value: string) => JSON.stringify(value);

function listText(values: readonly string[]): string {
  const short = `[${values.map(text).join(', ')}]`;
  return short.length <= 100 ? short : `[\n${values.map((value) => `  ${text(value)},\n`).join('')}]`;
}

/** The text with these patterns among those that it has; undefined where its list cannot be told from the text. */
export function withIgnored(
  before: string,
  present: readonly string[],
  more: readonly string[],
): string | undefined {
  const line = `ignore = ${listText([...new Set([...present, ...more])])}`;
  const at = /^ignore[ \t]*=[ \t]*\[/m.exec(before);
  const table = before.search(/^[ \t]*\[/m);
  if (at && (table < 0 || at.index < table)) {
    const end = endOfList(before, at.index + at[0].length);
    return end === undefined ? undefined : before.slice(0, at.index) + line + before.slice(end);
  }
  if (table < 0) return `${before.replace(/\n?$/, '\n')}${line}\n`;
  return `${before.slice(0, table)}${line}\n\n${before.slice(table)}`;
}

/** Behind the bracket that closes a list of texts. */
function endOfList(source: string, from: number): number | undefined {
  const rest = /(?:[^\]"'#]|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*)*\]/y;
  rest.lastIndex = from;
  return rest.test(source) ? rest.lastIndex : undefined;
}
