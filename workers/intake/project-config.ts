/** Reads a project's own configuration. It is as hostile as the code beside it: every value is checked, and what means nothing is named. */
import {
  CONFIG_PATH,
  NO_CONFIG,
  type Problem,
  type ProjectConfig,
  SEVERITIES,
  THREAT_MODELS,
} from '../protocol';
import { ConfigProblems, isTable } from './config-problems';
import { readGate } from './gate-config';
import { readText } from './project-rules';
import type { FileTree } from './tree';

/** Configurations are written by hand; anything larger is not one. */
const MAX_BYTES = 256 * 1024;
/** Patterns are matched with every path. */
const MAX_PATTERNS = 1000;
const KEYS = ['threat-models', 'ignore', 'rules', 'gate'];
const SWITCHES = ['off', ...SEVERITIES];
/** What is off was turned off by a person, or costs a look at all files together: code that is scanned decides neither. */
const NO_ON =
  'Rules are on unless they are turned off. Those about the project as a whole are turned on under Rules, or with `--project`.';

/** What the project says, or that it says nothing. */
export async function projectConfig(tree: FileTree): Promise<ProjectConfig> {
  const text = await textOf(tree);
  if (text === undefined) return NO_CONFIG;
  return text === '' ? { ...NO_CONFIG, problems: [tooLarge()] } : parseConfig(text);
}

/** Undefined where there is none, '' where it is too large to be one. */
async function textOf(tree: FileTree): Promise<string | undefined> {
  try {
    const { size } = await tree.open(CONFIG_PATH);
    return size > MAX_BYTES ? '' : `${await readText(tree, CONFIG_PATH)}\n`;
  } catch {
    // Most projects have none.
    return undefined;
  }
}

/** Whether there are rules of the ids that it names is known to those who load rules. */
export async function parseConfig(text: string): Promise<ProjectConfig> {
  const { parse } = await import('smol-toml');
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    return { ...NO_CONFIG, problems: [notToml(error)] };
  }
  return new Reader().read(table);
}

class Reader {
  readonly #problems = new ConfigProblems();

  read(table: Record<string, unknown>): ProjectConfig {
    const { 'threat-models': models, ignore, rules, gate, ...others } = table;
    for (const key of Object.keys(others)) this.#problems.unknown('key', key, KEYS);
    const threatModels = this.#strings('threat-models', models)?.filter((name) => this.#isThreat(name));
    const patterns = this.#strings('ignore', ignore) ?? [];
    if (patterns.length > MAX_PATTERNS)
      this.#problems.tell(`\`ignore\` has more than ${MAX_PATTERNS} patterns`, 'The others are not used.');
    return {
      // Where no name is right, what was meant is not known.
      ...(threatModels && threatModels.length > 0 && { threatModels }),
      ...this.#rules(rules),
      ignore: patterns.slice(0, MAX_PATTERNS),
      ...(gate !== undefined && { gate: readGate(gate, this.#problems) }),
      problems: this.#problems.all,
    };
  }

  #rules(table: unknown): Pick<ProjectConfig, 'off' | 'severities'> {
    const off: string[] = [];
    const severities: [string, (typeof SEVERITIES)[number]][] = [];
    if (table !== undefined && !isTable(table))
      this.#problems.tell('`rules` is no table', 'Write `[rules]`.');
    for (const [id, value] of Object.entries(isTable(table) ? table : {})) {
      const severity = SEVERITIES.find((one) => one === value);
      if (value === 'off') off.push(id);
      else if (severity) severities.push([id, severity]);
      else if (value === 'on') this.#problems.tell(`\`${id}\` cannot be turned on here`, NO_ON);
      else this.#problems.unknown(`value of \`${id}\``, String(value), SWITCHES);
    }
    return { off, severities: Object.fromEntries(severities) };
  }

  #isThreat(name: string): name is (typeof THREAT_MODELS)[number] {
    const isKnown = THREAT_MODELS.some((model) => model === name);
    if (!isKnown) this.#problems.unknown('threat model', name, THREAT_MODELS);
    return isKnown;
  }

  #strings(key: string, value: unknown): string[] | undefined {
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.#problems.tell(`\`${key}\` is no list of texts`, `Write \`${key} = ["…"]\`.`);
    return undefined;
  }
}

/** Nobody knows what it would have changed, as with a rule that cannot be used. */
function notToml(error: unknown): Problem {
  const { line, column, message } = error as { line?: number; column?: number; message?: string };
  const reason = (message ?? '').split('\n')[0]?.replace(/^Invalid TOML document: /, '');
  const place = { path: CONFIG_PATH, ...(line && { line }), ...(column && { col: column }) };
  return { kind: 'bad-rule', message: `the configuration is no TOML: ${reason}`, ...place };
}

function tooLarge(): Problem {
  return { kind: 'bad-rule', message: 'the configuration is larger than 256 kB', path: CONFIG_PATH };
}
