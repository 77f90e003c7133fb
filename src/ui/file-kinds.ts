/**
 * What kind of file a name promises, and the shape that stands for it. Kinds and not languages: a shape can be told
 * apart at 14 px, forty languages cannot. The languages that are known say themselves what their files are.
 */
import { languageById, languageOfPath } from '../kernel/languages';
import { ICONS } from './Icon';

/** SVG path data on a 24 × 24 grid. */
const SHAPES = {
  code: 'M8.5 7.5L4 12l4.5 4.5M15.5 7.5L20 12l-4.5 4.5',
  markup: 'M7.5 7.5L3 12l4.5 4.5M16.5 7.5L21 12l-4.5 4.5M13.5 6l-3 12',
  style: 'M12 3.5c3.4 4.2 5.5 7 5.5 10.2a5.5 5.5 0 0 1-11 0c0-3.2 2.1-6 5.5-10.2z',
  script: 'M4.5 6.5L10 12l-5.5 5.5M12.5 18.5H20',
  data: 'M9.5 4.5c-2.2 0-3 1-3 2.8v2.2c0 1.5-.8 2.5-2.3 2.5 1.5 0 2.3 1 2.3 2.5v2.2c0 1.8.8 2.8 3 2.8M14.5 4.5c2.2 0 3 1 3 2.8v2.2c0 1.5.8 2.5 2.3 2.5-1.5 0-2.3 1-2.3 2.5v2.2c0 1.8-.8 2.8-3 2.8',
  settings: 'M4 7.5h8M17 7.5h3M14.5 5v5M4 16.5h3M12 16.5h8M9.5 14v5',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  database:
    'M12 4c4 0 7 1.1 7 2.5S16 9 12 9 5 7.9 5 6.5 8 4 12 4zM5 6.5v11C5 18.9 8 20 12 20s7-1.1 7-2.5v-11M5 12c0 1.4 3 2.5 7 2.5s7-1.1 7-2.5',
  document: 'M5 6h14M5 10.5h14M5 15h14M5 19.5h8',
  image: 'M4 5h16v14H4zM4 16.5l4.5-5 4 4.5 3-3 4.5 4.5M15.8 9v.1',
  media: 'M4 5h16v14H4zM10 9l5 3-5 3z',
  archive: 'M4 4.5h16v4H4zM5.5 8.5v11h13v-11M10 12.5h4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  key: 'M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5L19.5 4M15.5 8l3 3',
  binary: 'M7 7h10v10H7zM10 4v3M14 4v3M10 17v3M14 17v3M4 10h3M4 14h3M17 10h3M17 14h3',
} as const;

export type FileKind = keyof typeof SHAPES | 'file';

/** By the whole name, in lower case. */
const BY_NAME = table({
  script: 'makefile gnumakefile justfile rakefile jenkinsfile procfile',
  settings: 'vagrantfile cmakelists.txt go.mod go.work pipfile gemfile brewfile codeowners',
  document: 'license licence copying notice readme changelog changes authors contributors',
  lock: 'go.sum package-lock.json npm-shrinkwrap.json pnpm-lock.yaml',
});

/** By the ending, in lower case: of files in no known language, and where it says more than the language does. */
const BY_ENDING = table({
  code: 'bash_profile clj cljs d elm erl f90 fs groovy hrl jl nim pas pl pm proto r sql tcl v vb vhd wat',
  markup:
    'astro ejs erb haml hbs j2 jinja jinja2 jsp liquid mustache pug tmpl tpl twig xaml xml xsd xsl xslt',
  style: 'less sass styl',
  script: 'bat cmd fish mk ps1 psm1',
  data: 'arb graphql gql ipynb json5 jsonl ndjson plist sarif',
  settings:
    'cfg cmake conf config csproj dockerignore editorconfig eslintignore gitattributes gitignore gitmodules gradle ini npmrc nvmrc prettierrc properties sln',
  table: 'csv ods parquet tsv xls xlsx',
  database: 'db db3 dump mdb sqlite sqlite3',
  document: 'adoc asciidoc doc docx epub log mdx odt org pdf po pot rst rtf tex txt',
  image: 'avif bmp eps gif heic ico icns jpeg jpg png psd svg tga tif tiff webp xcf',
  media: 'aac avi flac m4a mkv mov mp3 mp4 mpeg oga ogg ogv wav webm',
  archive: '7z ace br bz2 deb gz iso jar rar rpm tar tgz war whl xz zip zst',
  lock: 'lock lockb',
  key: 'asc cer crt csr env gpg jks keystore p12 pem pfx pub',
  binary: 'a bin class dll dylib eot exe lib o obj otf pdb pyc pyd pyo so ttf wasm woff woff2',
});

/** What the name of a path says: known names first, then endings, then its language. */
export function kindOfFile(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const [stem = ''] = name.split('.');
  const known = BY_NAME.get(name) ?? BY_NAME.get(stem);
  if (known) return known;
  if (/^\.env(\.|$)/.test(name)) return 'key';
  return BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1)) ?? kindOfLanguage(path) ?? 'file';
}

function kindOfLanguage(path: string): FileKind | undefined {
  return languageById(languageOfPath(path) ?? '')?.kind;
}

/** SVG path data of a kind. */
export const shapeOf = (kind: FileKind): string => (kind === 'file' ? ICONS.file : SHAPES[kind]);

function table(kinds: Partial<Record<FileKind, string>>): ReadonlyMap<string, FileKind> {
  return new Map(
    Object.entries(kinds).flatMap(([kind, names]) =>
      names.split(' ').map((name) => [name, kind as FileKind] as const),
    ),
  );
}
