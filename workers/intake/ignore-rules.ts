/**
 * Ignore files as git understands them, over a whole tree.
 *
 * The library `ignore` knows one file at one place. Nested files are brought into one ordered list by
 * rewriting each pattern so that it counts from the root: later (deeper) patterns win, and a path below an
 * excluded folder stays excluded, exactly as in one file. See gitignore(5), "PATTERN FORMAT".
 */
import ignore, { type Ignore } from 'ignore';

/** Later ones win over earlier ones in the same folder. */
export const IGNORE_FILES = ['.gitignore', '.ignore', '.semgrepignore', '.assayignore'] as const;

/** An ignore file: where it lies, what it is called in messages, and its text. */
export interface IgnoreFile {
  /** The folder its patterns count from. */
  folder: string;
  /** As shown to people, such as `src/.gitignore`. */
  shown: string;
  text: string;
}

/** Larger files are no lists that somebody wrote; every path would be held against every line. Bytes. */
export const MAX_IGNORE_BYTES = 1024 * 1024;
/** With more wildcards the time for one name grows without end, and no one needs them. */
const MAX_WILDCARDS = 4;

/** Whether a line would take too long to be held against names made for it. */
export function isTooComplex(line: string): boolean {
  return (line.match(/\*+/g)?.length ?? 0) > MAX_WILDCARDS;
}

/** So many patterns can be in force in one folder; each name is held against every one of them. */
export const MAX_PATTERNS = 5000;

/** Characters that mean something in a pattern. */
const SPECIAL = /[\\*?[\]]/g;

/** A pattern without trailing spaces, unless the last one is quoted with a backslash. */
function trimTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}

/** The same pattern, counted from the root instead of from `folder`; undefined if the line is no pattern. */
export function fromRoot(folder: string, line: string): string | undefined {
  const pattern = trimTrailingSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  // Semgrep's `:include` brings in another ignore file: git's, which is read anyway.
  if (pattern === '' || pattern.startsWith('#') || pattern.startsWith(':include ')) return undefined;
  if (folder === '') return pattern;
  const negated = pattern.startsWith('!');
  const body = negated ? pattern.slice(1) : pattern;
  if (body === '' || body === '/') return undefined;
  const anchored = body.slice(0, -1).includes('/');
  const prefix = `/${folder.replace(SPECIAL, '\\$&')}/`;
  const rest = anchored ? body.replace(/^\//, '') : `**/${body}`;
  return `${negated ? '!' : ''}${prefix}${rest}`;
}

/** The lines of these files that are patterns, counted from the root. */
function* patternsOf(files: readonly IgnoreFile[]) {
  for (const { folder, shown, text } of files) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    for (const [index, line] of lines.entries()) {
      const pattern = isTooComplex(line) ? undefined : fromRoot(folder, line);
      if (pattern) yield { place: `${shown}:${index + 1}`, pattern, line };
    }
  }
}

/** The rules that hold in one folder: those of its parents, then its own. */
export class IgnoreRules {
  private constructor(
    readonly matcher: Ignore,
    /** Patterns in force. */
    readonly size: number,
    /** The first line that is not, because there were too many before it: `src/.gitignore:12`. */
    readonly cutAt?: string,
  ) {}

  static readonly none = new IgnoreRules(ignore({ ignorecase: false }), 0);

  /** These rules and, winning over them, those of more files. */
  with(files: IgnoreFile[]): IgnoreRules {
    if (files.length === 0) return this;
    const matcher = ignore({ ignorecase: false }).add(this.matcher);
    let { size } = this;
    for (const { place, pattern, line } of patternsOf(files)) {
      if (size === MAX_PATTERNS) return new IgnoreRules(matcher, size, place);
      matcher.add({ pattern, mark: `${place} ${line.trim()}` });
      size++;
    }
    return new IgnoreRules(matcher, size);
  }

  /** Which line ignores this path, such as `.gitignore:12 *.log`; undefined if none does. */
  reason(path: string, isFolder: boolean): string | undefined {
    const { ignored, rule } = this.matcher.test(isFolder ? `${path}/` : path);
    return ignored ? (rule?.mark ?? rule?.pattern ?? 'an ignore file') : undefined;
  }
}

/** Whether a path, or a folder above it, is matched by any of these globs in gitignore syntax. */
export class GlobSet {
  readonly #matcher: Ignore;
  readonly #globs: readonly string[];

  constructor(globs: readonly string[]) {
    this.#globs = globs;
    this.#matcher = ignore({ ignorecase: false }).add(globs);
  }

  get isEmpty(): boolean {
    return this.#globs.length === 0;
  }

  /** The first glob that takes part in the match, for messages; undefined if there is no match. */
  match(path: string, isFolder: boolean): string | undefined {
    if (this.isEmpty) return undefined;
    const { ignored, rule } = this.#matcher.test(isFolder ? `${path}/` : path);
    return ignored ? (rule?.pattern ?? '') : undefined;
  }

  /** Whether an anchored glob could match something below this folder. */
  reachesBelow(folder: string): boolean {
    return this.#globs.some((glob) => {
      const fixed = fixedPrefix(glob);
      return fixed !== undefined && (isAtOrBelow(fixed, folder) || isAtOrBelow(folder, fixed));
    });
  }
}

/** The leading segments of an anchored glob that hold no wildcard; undefined if the glob may match anywhere. */
function fixedPrefix(glob: string): string | undefined {
  const body = glob.replace(/\/$/, '');
  if (glob.startsWith('!') || !body.includes('/') || body.startsWith('**')) return undefined;
  const segments = body.replace(/^\//, '').split('/');
  const wild = segments.findIndex((segment) => /[*?[\\]/.test(segment));
  return (wild < 0 ? segments : segments.slice(0, wild)).join('/');
}

function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
