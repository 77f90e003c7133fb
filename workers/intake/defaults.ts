/**
 * What is left out of a scan unless asked for: code that the project did not write.
 *
 * Decided by name alone, before anything is read. Names that are also used for source (`build`, `target`,
 * `vendor`) count only beside the file that makes them what they are. Tests are never left out.
 */
import type { SkipReason } from '../protocol';
import type { TreeEntry } from './tree';

/** Why something is left out. */
export interface Skip {
  reason: SkipReason;
  detail: string;
}

interface FolderDefault {
  reason: SkipReason;
  names: string[];
  /** At least one of these must lie in the same folder; a leading `*` stands for any beginning. */
  beside?: string[];
}

const NODE = 'package.json';
const PYTHON = ['setup.py', 'setup.cfg', 'pyproject.toml', 'requirements.txt'];
const GRADLE = ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'];
const DOTNET = ['*.csproj', '*.fsproj', '*.vbproj', '*.sln'];

const FOLDERS: FolderDefault[] = [
  { reason: 'version-control', names: ['.git', '.hg', '.svn', '.jj', '.bzr', 'CVS', '_darcs', '.pijul'] },
  {
    reason: 'dependency',
    names: [
      'node_modules',
      'bower_components',
      'jspm_packages',
      '.pnpm-store',
      '.yarn',
      'site-packages',
      '__pypackages__',
      '.venv',
      'venv',
      '.tox',
      '.nox',
      '.eggs',
      '.bundle',
      'Pods',
      'Carthage',
      'elm-stuff',
      '.cargo',
      '.gradle',
      '.m2',
    ],
  },
  {
    reason: 'dependency',
    names: ['vendor'],
    beside: ['go.mod', 'composer.json', 'Gemfile', 'gems.rb', 'Cargo.toml'],
  },
  { reason: 'dependency', names: ['deps'], beside: ['mix.exs'] },
  { reason: 'dependency', names: ['env', 'virtualenv'], beside: PYTHON },
  {
    reason: 'build-output',
    names: [
      '.next',
      '.nuxt',
      '.svelte-kit',
      '.output',
      '.parcel-cache',
      '.turbo',
      '.cache',
      '.nyc_output',
      '__pycache__',
      '.pytest_cache',
      '.mypy_cache',
      '.ruff_cache',
      '.ipynb_checkpoints',
      'htmlcov',
      'DerivedData',
      '.dart_tool',
      'zig-out',
      'zig-cache',
      '.zig-cache',
      '.terraform',
      'storybook-static',
    ],
  },
  {
    reason: 'build-output',
    names: ['target'],
    beside: ['Cargo.toml', 'pom.xml', 'build.sbt', 'project.clj', ...GRADLE],
  },
  { reason: 'build-output', names: ['dist'], beside: [NODE, ...PYTHON, '*.cabal'] },
  {
    reason: 'build-output',
    names: ['build'],
    beside: [...GRADLE, ...PYTHON, 'CMakeLists.txt', 'pubspec.yaml', 'meson.build'],
  },
  { reason: 'build-output', names: ['out'], beside: [NODE, ...GRADLE, 'CMakeLists.txt', 'foundry.toml'] },
  { reason: 'build-output', names: ['coverage'], beside: [NODE, 'Gemfile', ...PYTHON] },
  { reason: 'build-output', names: ['bin', 'obj'], beside: DOTNET },
  { reason: 'build-output', names: ['_build'], beside: ['mix.exs', 'dune-project', 'rebar.config'] },
];

const BUILD_FOLDER_NAME = /^(cmake-build-.+|bazel-.+|.+\.egg-info)$/;

const LOCK_FILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'deno.lock',
  'Cargo.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile.lock',
  'Gemfile.lock',
  'composer.lock',
  'go.sum',
  'go.work.sum',
  'flake.lock',
  'mix.lock',
  'pubspec.lock',
  'Podfile.lock',
  'Package.resolved',
  'packages.lock.json',
  'gradle.lockfile',
]);

const MINIFIED_NAME = /[.-]min\.(js|mjs|cjs|css)$/i;

/** Names that code generators give their output. */
const GENERATED_NAME =
  /(\.pb\.(go|cc|h|dart)|\.pb\.gw\.go|_pb2(_grpc)?\.pyi?|_pb\.(js|d\.ts)|\.(g|freezed|mocks)\.dart|\.designer\.(cs|vb)|\.g(\.i)?\.cs|^zz_generated\..+\.go|\.generated\.[a-z]+|\.(js|mjs|cjs|css|ts)\.map)$/i;

/** What scanners write, of the project but not part of it. */
const FINDINGS_NAME = /\.(sarif|sarif\.json|assay\.json)$/i;

function matchesName(pattern: string, name: string): boolean {
  return pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;
}

const FOLDERS_BY_NAME = new Map<string, FolderDefault[]>();
for (const rule of FOLDERS) {
  for (const name of rule.names) FOLDERS_BY_NAME.set(name, [...(FOLDERS_BY_NAME.get(name) ?? []), rule]);
}

/** Whether a folder is left out by default, given what else lies in its parent. */
export function skipFolder(name: string, siblings: readonly TreeEntry[]): Skip | undefined {
  for (const { reason, beside } of FOLDERS_BY_NAME.get(name) ?? []) {
    if (!beside) return { reason, detail: `folders named ${name} are skipped` };
    const witness = siblings.find(
      (entry) => entry.kind === 'file' && beside.some((pattern) => matchesName(pattern, entry.name)),
    );
    if (witness) return { reason, detail: `folders named ${name} next to ${witness.name} are skipped` };
  }
  return BUILD_FOLDER_NAME.test(name)
    ? { reason: 'build-output', detail: 'its name says that a build made it' }
    : undefined;
}

/** Whether a file is left out by default for its name. */
export function skipFile(name: string): Skip | undefined {
  if (FINDINGS_NAME.test(name)) return { reason: 'generated', detail: 'findings of a scan' };
  if (LOCK_FILES.has(name)) return { reason: 'generated', detail: 'a lock file' };
  if (MINIFIED_NAME.test(name)) return { reason: 'minified', detail: 'its name says that it is minified' };
  if (GENERATED_NAME.test(name)) return { reason: 'generated', detail: 'its name says that it is generated' };
  return undefined;
}
