/**
 * What other tools are told to leave out, as patterns of ours. Only what is data is read: code that makes a configuration is
 * never run. What cannot be taken over is named, since a pattern that means more than it did would hide findings.
 */

/** A file of another tool, and what becomes of it. */
export interface TakenOver {
  path: string;
  tool: string;
  /** Patterns for `ignore`. */
  ignore: string[];
  /** What is there and is not taken over, or counts in another way, each in a sentence. */
  notes: string[];
}

type Read = (text: string) => Promise<Omit<TakenOver, 'path' | 'tool'>> | Omit<TakenOver, 'path' | 'tool'>;

const READERS: readonly (readonly [name: RegExp, tool: string, read: Read])[] = [
  [/^\.semgrepignore$/, 'Semgrep', semgrepIgnore],
  [/^sgconfig\.ya?ml$/, 'ast-grep', sgconfig],
  [/^\.eslintignore$/, 'ESLint', (text) => ({ ignore: lines(text), notes: [] })],
  [/^\.eslintrc(\.json)?$/, 'ESLint', async (text) => legacy(await fromYaml(withoutComments(text)))],
  [/^\.eslintrc\.ya?ml$/, 'ESLint', async (text) => legacy(await fromYaml(text))],
  [/^package\.json$/, 'ESLint', packageJson],
  [/^eslint\.config\.[cm]?[jt]s$/, 'ESLint', flat],
  [/^\.eslintrc\.c?js$/, 'ESLint', () => ({ ignore: [], notes: ['It is code, which is not run.'] })],
  [/^\.?gitleaks\.toml$/, 'Gitleaks', gitleaks],
];

/** Undefined for a file that says nothing of the sort. */
export async function takeOver(path: string, text: string): Promise<TakenOver | undefined> {
  const found = READERS.find(([name]) => name.test(path));
  if (!found) return undefined;
  const [, tool, read] = found;
  try {
    const { ignore, notes } = await read(text);
    if (path === 'package.json' && ignore.length === 0 && notes.length === 0) return undefined;
    return { path, tool, ignore: [...new Set(ignore)], notes };
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    return { path, tool, ignore: [], notes: [`It cannot be read: ${reason}`] };
  }
}

/** Lines of a file in gitignore's syntax. */
function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function semgrepIgnore(text: string): Awaited<ReturnType<Read>> {
  const all = lines(text);
  const included = all.filter((line) => line.startsWith(':include'));
  return {
    ignore: all.filter((line) => !line.startsWith(':')),
    notes: [
      'Scans go by this file as it is: take it over only if it is to go.',
      ...included.map((line) => `\`${line}\` is not needed: ignore files of git count anyway.`),
    ],
  };
}

async function sgconfig(text: string): Promise<Awaited<ReturnType<Read>>> {
  const config = fieldsOf(await fromYaml(text));
  const known: Record<string, string> = {
    ruleDirs: 'Its rules run as they are: in the page when you say so, and with every scan of the command.',
    utilDirs: 'Its utilities are read with its rules.',
    testConfigs: '`assay test` runs its tests and snapshots.',
  };
  const notes = Object.keys(config).map((key) =>
    Object.hasOwn(known, key)
      ? `\`${key}\`: ${known[key]}`
      : `\`${key}\` cannot be taken over: languages come with Assay.`,
  );
  return { ignore: [], notes };
}

/** Patterns of the older format are those of git. */
function legacy(config: unknown): Awaited<ReturnType<Read>> {
  const { ignorePatterns, overrides } = fieldsOf(config);
  const ignore = typeof ignorePatterns === 'string' ? [ignorePatterns] : texts(ignorePatterns);
  const local =
    Array.isArray(overrides) && overrides.some((one) => fieldsOf(one).excludedFiles !== undefined);
  return {
    ignore,
    notes: local
      ? ['`excludedFiles` of `overrides` is about single rules of ESLint, and is not taken over.']
      : [],
  };
}

function packageJson(text: string): Awaited<ReturnType<Read>> {
  const { eslintIgnore, eslintConfig } = fieldsOf(JSON.parse(text));
  const inner = legacy(eslintConfig);
  return { ignore: [...texts(eslintIgnore), ...inner.ignore], notes: inner.notes };
}

const STRINGS = String.raw`\[\s*(?:(?:'[^'\\\n]*'|"[^"\\\n]*")\s*(?:,\s*)?)*\]`;
/** `{ ignores: [...] }` with nothing beside it but a name counts for all files, and so does `globalIgnores([...])`. */
const GLOBAL = new RegExp(
  String.raw`\{\s*(?:name\s*:\s*(?:'[^'\n]*'|"[^"\n]*")\s*,\s*)?ignores\s*:\s*(${STRINGS})\s*(?:,\s*)?(?:name\s*:\s*(?:'[^'\n]*'|"[^"\n]*")\s*(?:,\s*)?)?\}|globalIgnores\(\s*(${STRINGS})\s*(?:,[^)]{0,200})?\)`,
  'g',
);

function flat(source: string): Awaited<ReturnType<Read>> {
  const text = withoutComments(source);
  const ignore: string[] = [];
  const rest = text.replace(GLOBAL, (_, own?: string, called?: string) => {
    for (const [, single, double] of (own ?? called ?? '').matchAll(/'([^']*)'|"([^"]*)"/g))
      ignore.push(fromFlat(single ?? double ?? ''));
    return '';
  });
  const local = rest.match(/\bignores\s*:/g)?.length ?? 0;
  const called = rest.match(/\bglobalIgnores\s*\(/g)?.length ?? 0;
  const notes: string[] = [];
  if (local > 0)
    notes.push(
      `${local === 1 ? 'One' : local} \`ignores\` ${local === 1 ? 'belongs' : 'belong'} to some rules only, or ${local === 1 ? 'is' : 'are'} made by code, and ${local === 1 ? 'is' : 'are'} not taken over.`,
    );
  if (called > 0) notes.push('`globalIgnores` is called with what code makes, which is not run.');
  if (/\bincludeIgnoreFile\s*\(/.test(rest))
    notes.push('`includeIgnoreFile` is not needed: ignore files of git count anyway.');
  return { ignore, notes };
}

/** Patterns of the newer format count from the root, where git's count from anywhere unless there is a slash in them. */
function fromFlat(pattern: string): string {
  const negated = pattern.startsWith('!');
  const body = negated ? pattern.slice(1) : pattern;
  const anchored = body.startsWith('**/') || body.startsWith('/') ? body : `/${body.replace(/^\.\//, '')}`;
  return `${negated ? '!' : ''}${anchored}`;
}

async function gitleaks(text: string): Promise<Awaited<ReturnType<Read>>> {
  const { parse } = await import('smol-toml');
  const config = parse(text) as Record<string, unknown>;
  const lists = [config.allowlist, ...(Array.isArray(config.allowlists) ? config.allowlists : [])].map(
    fieldsOf,
  );
  const ignore: string[] = [];
  const notes: string[] = [];
  for (const list of lists) {
    const conditions = ['paths', 'regexes', 'stopwords', 'commits'].filter((key) => list[key] !== undefined);
    const isOfRules = list.targetRules !== undefined;
    const needsAll = list.condition === 'AND' && conditions.length > 1;
    for (const path of texts(list.paths)) {
      const globs = isOfRules || needsAll ? undefined : globsOf(path);
      if (globs) ignore.push(...globs);
      else notes.push(`The path \`${path}\` cannot be taken over as a pattern.`);
    }
    for (const key of conditions.filter((one) => one !== 'paths'))
      notes.push(`\`${key}\` cannot be taken over: it is about texts of secrets, not about files.`);
  }
  const rules = Array.isArray(config.rules) ? config.rules.map(fieldsOf) : [];
  if (rules.some((rule) => rule.allowlist !== undefined || rule.allowlists !== undefined))
    notes.push('Allowlists of single rules of Gitleaks are not taken over.');
  if (ignore.length > 0)
    notes.push('Its paths are about secrets alone; here they leave the files out for all rules.');
  return { ignore, notes };
}

/** Globs for a regular expression over paths that says no more than globs can; undefined for any other. */
export function globsOf(expression: string): string[] | undefined {
  const alternatives = expanded(expression);
  if (alternatives === undefined) return undefined;
  const globs = alternatives.map(globOf);
  return globs.every((glob) => glob !== undefined) ? (globs as string[]) : undefined;
}

/** One group of alternatives, written out. */
function expanded(expression: string): string[] | undefined {
  const group = /^([^()|]*)\((?:\?:)?([^()]*)\)([^()|]*)$/.exec(expression);
  if (group) {
    const [, before = '', inner = '', after = ''] = group;
    // `(.*?)` is no choice.
    return inner.split('|').map((one) => before + one + after);
  }
  return /[()]/.test(expression) ? undefined : expression.split('|');
}

function globOf(expression: string): string | undefined {
  const start = /^\^?(\.\*\??)?/.exec(expression)?.[0] ?? '';
  const end = /(\.\*\??)?\$?$/.exec(expression.slice(start.length))?.[0] ?? '';
  const body = expression.slice(start.length, expression.length - end.length);
  if (!/^(?:[\w/ @-]|\\[./_-])+$/.test(body)) return undefined;
  const literal = body.replaceAll('\\', '');
  const isAtStart = start === '^';
  const isAtEnd = end === '$';
  const before = isAtStart ? '/' : literal.startsWith('/') ? '**' : '**/*';
  const after = isAtEnd ? '' : literal.endsWith('/') ? '**' : '*';
  return `${before}${isAtStart ? literal.replace(/^\//, '') : literal}${after}`;
}

async function fromYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  return parse(text, { maxAliasCount: 100 }) as unknown;
}

/** Comments as JavaScript has them go; what stands between quotes stays. What is not closed goes on to the end, and is read once. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*(?:`|$))|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
    (_, quoted?: string) => quoted ?? ' ',
  );
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
