/**
 * From SARIF's addresses to paths of the project. Programs write them relative, relative to named bases that hang on
 * other bases, as `file:` addresses of the machine they ran on, or as plain paths of it; here all are relative, with
 * `/`, decoded, and never lead out.
 */
import { entryAt, type Fields, fieldsOf, get, inner, textOf } from '../lenient';
import { tidyPath } from '../tidy-path';

/** Where results without any place are listed. */
export const NO_PLACE = '(no file)';

/** What an address comes to: a path of the project, or one of the machine it was made on. */
interface Resolved {
  path: string;
  isAbsolute: boolean;
}

const MOST_KNOWN = 100_000;

/** What tells one `artifactLocation` of a run from another; asked for every place, most of which are an address alone. */
export function locationKey(location: Fields): string {
  const [index, base, uri] = [get(location, 'index'), get(location, 'uriBaseId'), get(location, 'uri')];
  if (index === undefined && base === undefined && typeof uri === 'string') return uri;
  return `\0${index} ${base} ${uri}`;
}

export class Paths {
  readonly #bases: Fields;
  readonly #artifacts: unknown;
  /** Folders that bases stand for on the machine, the shortest first. */
  readonly #roots: string[];
  /** The folder that all other absolute paths have in common; known after `learn`. */
  #common = '';
  /** Paths by `locationKey`: most places are named many times. */
  readonly #known = new Map<string, string | undefined>();

  constructor(run: Fields) {
    this.#bases = inner(run, 'originalUriBaseIds');
    this.#artifacts = get(run, 'artifacts');
    const bases = Object.keys(this.#bases).slice(0, 1000);
    const absolute = bases.map((id) => this.#base(id)).filter((base) => base.isAbsolute);
    this.#roots = absolute.map(({ path }) => asFolder(path)).sort((a, b) => a.length - b.length);
  }

  /** Looks at all addresses first: absolute ones under no base are shortened by what they have in common. */
  learn(locations: Iterable<Fields>): void {
    let common: string | undefined;
    for (const location of locations) {
      const resolved = this.#resolve(location);
      if (!resolved?.isAbsolute || this.#rootOf(resolved.path) !== undefined) continue;
      const folder = resolved.path.slice(0, resolved.path.lastIndexOf('/') + 1);
      common = common === undefined ? folder : commonFolder(common, folder);
    }
    this.#common = common ?? '';
  }

  /** The path of an `artifactLocation`; undefined if it has none. */
  of(location: Fields): string | undefined {
    const key = locationKey(location);
    if (this.#known.has(key)) return this.#known.get(key);
    const path = this.#pathOf(location);
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, path);
    return path;
  }

  #pathOf(location: Fields): string | undefined {
    const resolved = this.#resolve(location);
    if (resolved === undefined) return undefined;
    const { path, isAbsolute } = resolved;
    const root = isAbsolute ? (this.#rootOf(path) ?? this.#common) : '';
    return tidyPath(path.slice(root.length)) || undefined;
  }

  /** The language that the file is said to be in. */
  languageOf(location: Fields): string | undefined {
    return textOf(get(this.#artifactOf(location), 'sourceLanguage'), 100)?.toLowerCase();
  }

  #rootOf(path: string): string | undefined {
    return this.#roots.find((root) => path.startsWith(root));
  }

  #artifactOf(location: Fields): Fields {
    return entryAt(this.#artifacts, get(location, 'index')) ?? {};
  }

  #resolve(location: Fields): Resolved | undefined {
    const own = textOf(get(location, 'uri'), 8000);
    const place = own === undefined ? inner(this.#artifactOf(location), 'location') : location;
    const uri = own ?? textOf(get(place, 'uri'), 8000);
    if (uri === undefined) return undefined;
    const resolved = parse(uri);
    if (resolved.isAbsolute) return resolved;
    const base = this.#base(textOf(get(place, 'uriBaseId'), 300));
    return { path: joined(base.path, resolved.path), isAbsolute: base.isAbsolute };
  }

  /** What a base stands for, the bases that it hangs on included. */
  #base(id: string | undefined): Resolved {
    let path = '';
    const seen = new Set<string>();
    for (let at = id; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const base = fieldsOf(get(this.#bases, at));
      const { path: part, isAbsolute } = parse(textOf(get(base, 'uri'), 8000) ?? '');
      path = joined(part, path);
      if (isAbsolute) return { path, isAbsolute };
      at = textOf(get(base, 'uriBaseId'), 300);
    }
    return { path, isAbsolute: false };
  }
}

const ABSOLUTE = /^(?:[A-Za-z]:)?\//;

function parse(uri: string): Resolved {
  const slashed = uri.replaceAll('\\', '/');
  const file = /^file:(?:\/\/[^/]*)?(?=\/)/i.exec(slashed);
  if (file)
    return { path: decode(slashed.slice(file[0].length)).replace(/^\/(?=[A-Za-z]:)/, ''), isAbsolute: true };
  const other = /^[a-z][a-z0-9+.-]+:\/\//i.exec(slashed);
  if (other) return { path: decode(slashed.slice(other[0].length)), isAbsolute: false };
  return { path: decode(slashed), isAbsolute: ABSOLUTE.test(slashed) };
}

/** A `%` that encodes nothing is a `%`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function joined(base: string, path: string): string {
  return base === '' || path === '' ? base + path : asFolder(base) + path;
}

function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function commonFolder(a: string, b: string): string {
  let end = 0;
  for (let at = 0; at < Math.min(a.length, b.length) && a[at] === b[at]; at++)
    if (a[at] === '/') end = at + 1;
  return a.slice(0, end);
}
