/**
 * Puts the configuration of a project together: the file at the root, what it extends, below it, and the profile that it
 * chooses, over it. Everything stays within the project, and what leads nowhere or in circles is named.
 */
import {
  CONFIG_PATH,
  type ConfigLayer,
  type ConfigValues,
  type FindingsChoice,
  type FolderConfig,
  joinLayers,
  NO_CONFIG,
  PACKS_FOLDER,
  PROFILES,
  type Problem,
  type ProjectConfig,
} from '../protocol';
import { type ConfigFile, readConfigFile } from './config-file';
import { ConfigProblems } from './config-problems';
import { readText } from './project-rules';
import { type FileTree, folderOf, joinPath } from './tree';

/** Configurations are written by hand; anything larger is not one. */
const MAX_BYTES = 256 * 1024;
/** Files that extend one another, and all that are read for one configuration. */
const MAX_DEPTH = 16;
const MOST_FILES = 64;

export interface ConfigOrder {
  /** The profile that was asked for, whatever the file chooses. */
  profile?: string | undefined;
  /** Where the file is, if not where projects have it. */
  path?: string;
}

/** What the project says, or that it says nothing. */
export async function projectConfig(tree: FileTree, order: ConfigOrder = {}): Promise<ProjectConfig> {
  const { path = CONFIG_PATH, profile } = order;
  const text = await textOf(tree, path);
  if (text === undefined && profile === undefined) return NO_CONFIG;
  return new Loader(tree).load(path, text ?? '', profile);
}

/** One text by itself, which extends nothing. */
export async function parseConfig(text: string, profile?: string): Promise<ProjectConfig> {
  return new Loader(undefined).load(CONFIG_PATH, text, profile);
}

/** What a folder says of the files below it; undefined where it says nothing. */
export async function folderConfig(tree: FileTree, folder: string): Promise<FolderConfig | undefined> {
  const path = joinPath(folder, CONFIG_PATH);
  const text = await textOf(tree, path);
  if (text === undefined) return undefined;
  const { layers, problems, off, severities, minSeverity, minConfidence, leaveOut } = await new Loader(
    tree,
    true,
  ).load(path, text);
  const said: FindingsChoice = {
    ...(off.length > 0 && { off }),
    ...(Object.keys(severities).length > 0 && { severities }),
    ...(minSeverity && { minSeverity }),
    ...(minConfidence && { minConfidence }),
    ...(leaveOut && { leaveOut }),
  };
  return { folder, ignore: layers.flatMap(({ values }) => values.ignore ?? []), choice: said, problems };
}

/** Undefined where there is none; a text that is too large to be one is read by nobody. */
async function textOf(tree: FileTree, path: string): Promise<string | undefined> {
  let isThere = false;
  try {
    // Of a project that the page lists, the file is there when its folder was listed.
    const listed = await tree.list(folderOf(path));
    isThere = listed.some(({ name }) => name === path.slice(path.lastIndexOf('/') + 1));
    const { size } = await tree.open(path);
    return size > MAX_BYTES ? TOO_LARGE : await readText(tree, path);
  } catch {
    // Most projects have none.
    return isThere ? UNREADABLE : undefined;
  }
}

/** Stand for texts that are not read. */
const TOO_LARGE = '\0';
const UNREADABLE = '\0\0';

class Loader {
  readonly #problems: Problem[] = [];
  readonly #layers: ConfigLayer[] = [];
  readonly #profiles = new Map<string, ConfigValues>();
  #profile: string | undefined;
  /** Files that were extended, one that is named twice being two. */
  #read = 0;

  constructor(
    readonly tree: FileTree | undefined,
    readonly isOfFolder = false,
  ) {}

  async load(path: string, text: string, profile?: string): Promise<ProjectConfig> {
    await this.#add(path, text, []);
    const chosen = profile ?? this.#profile;
    if (chosen !== undefined) this.#choose(path, chosen);
    return joinLayers(this.#layers, this.#problems);
  }

  /** A file and, below it, what it extends. */
  async #add(path: string, text: string, by: readonly string[]): Promise<void> {
    const problems = new ConfigProblems(path);
    const file = await this.#parse(text, problems);
    for (const named of file.extends) await this.#extend(named, path, by, problems);
    this.#problems.push(...problems.all);
    if (Object.keys(file.values).length > 0) this.#layers.push({ from: path, values: file.values });
    for (const [name, values] of Object.entries(file.profiles)) this.#profiles.set(name, values);
    this.#profile = file.profile ?? this.#profile;
  }

  async #parse(text: string, problems: ConfigProblems): Promise<ConfigFile> {
    if (text !== TOO_LARGE && text !== UNREADABLE) return readConfigFile(text, problems, this.isOfFolder);
    problems.refuse(
      text === TOO_LARGE ? 'the configuration is larger than 256 kB' : 'the configuration cannot be read',
    );
    return { values: {}, extends: [], profiles: {} };
  }

  async #extend(named: string, from: string, by: readonly string[], problems: ConfigProblems): Promise<void> {
    const path = pathOf(named, from);
    if (path === undefined) {
      const help = /^[a-z]+:\/\//i.test(named)
        ? 'Nothing is read from the network. Put the file into the project, or install a pack.'
        : 'Only files of the project and `pack:NAME` can be extended.';
      problems.refuse(`\`${named}\` cannot be extended`, { help });
      return;
    }
    const way = [...by, from];
    if (way.includes(path)) {
      const circle = [...way.slice(way.indexOf(path)), path].join(' → ');
      problems.refuse(`\`extends\` leads in a circle: ${circle}`);
      return;
    }
    if (way.length > MAX_DEPTH || this.#read === MOST_FILES) {
      const most = way.length > MAX_DEPTH ? MAX_DEPTH : MOST_FILES;
      problems.refuse(`more than ${most} files extend one another`);
      return;
    }
    this.#read += 1;
    const text = this.tree && (await textOf(this.tree, path));
    // What is missing would have changed something, and nobody knows what.
    if (text === undefined) problems.refuse(`\`extends\` names \`${named}\`, and there is no file ${path}`);
    else await this.#add(path, text, way);
  }

  #choose(path: string, name: string): void {
    const values = this.#profiles.get(name) ?? (Object.hasOwn(PROFILES, name) ? PROFILES[name] : undefined);
    if (values) {
      this.#layers.push({ from: `profile ${name}`, values });
      return;
    }
    const problems = new ConfigProblems(path);
    problems.refuseUnknown('profile', name, [...this.#profiles.keys(), ...Object.keys(PROFILES)]);
    this.#problems.push(...problems.all);
  }
}

/** The path that a name in `extends` stands for; undefined where it leads out of the project. */
function pathOf(named: string, from: string): string | undefined {
  const pack = /^pack:([a-z0-9][a-z0-9._-]*)$/.exec(named)?.[1];
  if (pack !== undefined) return `${PACKS_FOLDER}/${pack}/config.toml`;
  if (named === '' || named.startsWith('/') || /[\\:]/.test(named)) return undefined;
  const segments = folderOf(from).split('/').filter(Boolean);
  for (const segment of named.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
