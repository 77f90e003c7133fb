/**
 * How long after a keystroke the matches of a rule, or of a structural search, are known over a whole project: rules and
 * patterns are typed letter by letter, and each text is asked of an index with the engine that the page has, in slices as
 * its worker does it. The pause that the page waits for the next letter is part of the time.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { detectLanguage } from '#engine';
import { JoinedProject } from '../../workers/index/joined';
import { search, searchRules } from '../../workers/index/search';
import { type RuleSource, toEnvelope } from '../../workers/protocol';
import { inRoot } from '../lib/paths';

/** The page waits so long for the next letter. */
const PAUSE_MS = 60;
/** What is to be held. */
const PROMISED_MS = 300;
const MOST_FILES = 5000;
/** Of a language, for it to be typed. */
const FEWEST_FILES = 100;
const MOST_MATCHES = 5000;
const LARGEST = 1 << 20;
const LEFT_OUT = /(^|\/)(node_modules|\.git)(\/|$)/;

/** What somebody types: the text before what is typed, and that. */
interface Typed {
  name: string;
  /** Undefined for a structural search. */
  rule: ((typed: string) => string) | undefined;
  typed: string;
}

interface Timed {
  typed: string;
  firstMs: number;
  wholeMs: number;
  total: number;
  parsed: number;
}

const semgrep = (body: (typed: string) => string, language: string) => (typed: string) =>
  `rules:\n- id: r\n  languages: [${language}]\n  severity: WARNING\n  message: m\n${body(typed)}`;
const patternOf = (language: string) => semgrep((typed) => `  pattern: ${JSON.stringify(typed)}\n`, language);

const SESSIONS: Record<string, Typed[]> = {
  python: [
    { name: 'Semgrep call', rule: patternOf('python'), typed: 'os.path.join($A, ...)' },
    { name: 'Semgrep assignment', rule: patternOf('python'), typed: '$X = self.get_queryset(...)' },
    {
      name: 'Semgrep sink',
      rule: semgrep(
        (typed) =>
          `  mode: taint\n  pattern-sources:\n  - pattern: str(...)\n  pattern-sinks:\n  - pattern: ${JSON.stringify(typed)}\n`,
        'python',
      ),
      typed: 'mark_safe($X)',
    },
    {
      name: 'ast-grep call',
      rule: (typed) => `id: r\nlanguage: python\nrule:\n  pattern: ${JSON.stringify(typed)}\n`,
      typed: 'isinstance($A, $B)',
    },
    { name: 'structural search', rule: undefined, typed: 'isinstance($A, str)' },
  ],
  typescript: [
    { name: 'Semgrep call', rule: patternOf('typescript'), typed: 'Object.assign($A, ...)' },
    {
      name: 'ast-grep call',
      rule: (typed) => `id: r\nlanguage: typescript\nrule:\n  pattern: ${JSON.stringify(typed)}\n`,
      typed: '$A.forEach($$$)',
    },
    { name: 'structural search', rule: undefined, typed: 'console.log($A)' },
  ],
  go: [
    { name: 'Semgrep call', rule: patternOf('go'), typed: 'fmt.Errorf($A, ...)' },
    {
      name: 'ast-grep call',
      rule: (typed) => `id: r\nlanguage: go\nrule:\n  pattern: ${JSON.stringify(typed)}\n`,
      typed: 'errors.New($A)',
    },
    { name: 'structural search', rule: undefined, typed: 'fmt.Errorf($A, $B)' },
  ],
};

const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));

/** Lines of the report about the first files below a folder. */
export async function benchKeystrokes(folder: string): Promise<string[]> {
  const project = new JoinedProject(await wasm('crates/wasm/pkg/assay_wasm_bg.wasm'), (name) =>
    wasm(`public/grammars/${name}.wasm`),
  );
  const counts = new Map<string, number>();
  let [files, bytes] = [0, 0];
  for (const path of filesOf(folder)) {
    if (files === MOST_FILES) break;
    const text = readFileSync(join(folder, path));
    const language = text.includes(0) ? undefined : detectLanguage(path, text.subarray(0, 1024));
    if (language === undefined) continue;
    project.addText(path, language, text);
    counts.set(language, (counts.get(language) ?? 0) + 1);
    [files, bytes] = [files + 1, bytes + text.length];
  }
  const lines = [`${files} files, ${(bytes / 1e6).toFixed(1)} MB`];
  const known = Object.keys(SESSIONS).filter((language) => (counts.get(language) ?? 0) >= FEWEST_FILES);
  const leftOut = Object.keys(SESSIONS).filter((language) => !known.includes(language));
  if (leftOut.length > 0)
    lines.push(`left out, with fewer than ${FEWEST_FILES} files: ${leftOut.join(', ')}`);
  const all: Timed[] = [];
  for (const session of known.flatMap((language) => SESSIONS[language] ?? [])) {
    const times = await type(project, session);
    all.push(...times);
    lines.push(described(session.name, session.typed, times));
    const slow = times.filter(({ wholeMs }) => wholeMs > PROMISED_MS);
    lines.push(...slow.map(detail));
  }
  lines.push(described('all letters', '', all));
  return lines;
}

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const fit = paths.filter((path) => !LEFT_OUT.test(path) && statSync(path).size <= LARGEST);
  return fit.map((path) => relative(folder, path)).sort();
}

/** Types letter by letter, each after the answer to the one before. */
async function type(project: JoinedProject, { rule, typed }: Typed): Promise<Timed[]> {
  const times: Timed[] = [];
  for (let length = 1; length <= typed.length; length++) {
    const now = typed.slice(0, length);
    const begin = performance.now();
    let first: number | undefined;
    const onPart = () => {
      first ??= performance.now() - begin;
    };
    const searching = { isOver: () => false, onPart };
    const found = await ask(project, rule?.(now), now, searching).catch(unlessNoCode);
    const whole = performance.now() - begin;
    times.push({
      typed: now,
      firstMs: PAUSE_MS + (first ?? whole),
      wholeMs: PAUSE_MS + whole,
      total: found?.total ?? 0,
      parsed: found?.structure?.parsed ?? 0,
    });
  }
  if ((times.at(-1)?.total ?? 0) === 0) throw new Error(`${typed} finds nothing, so nothing was measured.`);
  return times;
}

/** What is half typed may be no code; any other error is none of what is measured. */
function unlessNoCode(error: unknown): undefined {
  if (toEnvelope(error).code !== 'bad-query') throw error;
}

function ask(
  project: JoinedProject,
  rule: string | undefined,
  typed: string,
  searching: Parameters<typeof search>[2],
) {
  if (rule === undefined) return search(project, `count:${MOST_MATCHES} type:structural ${typed}`, searching);
  const sources: RuleSource[] = [{ path: 'r.yml', text: rule, origin: 'user' }];
  return searchRules(project, { sources, disabled: [], limit: MOST_MATCHES }, searching);
}

function described(name: string, typed: string, times: readonly Timed[]): string {
  const whole = times.map(({ wholeMs }) => wholeMs).sort((a, b) => a - b);
  const first = times.map(({ firstMs }) => firstMs).sort((a, b) => a - b);
  const at = (sorted: number[], share: number) =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  const held = whole.filter((ms) => ms <= PROMISED_MS).length;
  return `${name}${typed && ` \`${typed}\``}: all matches within ${PROMISED_MS} ms after ${held} of ${times.length} letters, median ${at(whole, 0.5)} ms, 95 % within ${at(whole, 0.95)} ms, the longest ${at(whole, 1)} ms; the first matches 95 % within ${at(first, 0.95)} ms`;
}

const detail = ({ typed, firstMs, wholeMs, total, parsed }: Timed) =>
  `  ${JSON.stringify(typed)}: first ${firstMs.toFixed(0)} ms, all ${wholeMs.toFixed(0)} ms, ${total} matches, ${parsed} files parsed`;
