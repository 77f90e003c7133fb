/** Formats a text of the project with a program made for its language, in a worker that starts with the first one. */
import { AssayError, type FormatService, type Formatter } from '../../workers/protocol';
import { connectWorker, type WorkerHandle } from '../../workers/rpc';
import { languageName } from '../kernel/languages';
import { loadFormatter, spawnFormat } from '../platform';
import { intake } from './backend';
import { pool } from './engine';

/** By language; of all others none is known that runs in a browser. */
const FORMATTERS: Readonly<Record<string, Formatter>> = {
  javascript: 'biome',
  typescript: 'biome',
  tsx: 'biome',
  python: 'ruff',
  go: 'gofmt',
  c: 'clang-format',
  cpp: 'clang-format',
  objc: 'clang-format',
  sql: 'sql-fmt',
  toml: 'taplo',
};

/** A formatter may take so long; ms. */
const LIMIT_MS = 20_000;

/** Whether texts of this language can be formatted. */
export function canFormat(language: string | undefined): boolean {
  return language !== undefined && Object.hasOwn(FORMATTERS, language);
}

/**
 * The text as it is formatted, in the style that `.editorconfig` files ask for; rejects where that is not possible, with the
 * reason.
 * @param indent how the text is indented, for where nobody asks for anything
 */
export async function formatText(
  path: string,
  text: string,
  language: string | undefined,
  indent: string,
): Promise<string> {
  const formatter = language === undefined ? undefined : FORMATTERS[language];
  if (formatter === undefined) throw noFormatter(language);
  const module = await loadFormatter(formatter);
  const clang = formatter === 'clang-format' ? await clangStyle(path) : undefined;
  const { tabs, indent: width, crlf, finalNewline } = await pool.style(path);
  const { connection, terminate } = liveWorker();
  const stuck = setTimeout(() => terminate(STUCK), LIMIT_MS);
  try {
    return await connection.service.format(module, {
      formatter,
      path,
      text,
      indent: indentIn({ tabs, width }, indent),
      ...(width !== undefined && { tabWidth: width }),
      ...(crlf !== undefined && { crlf }),
      ...(finalNewline !== undefined && { finalNewline }),
      ...(clang && { style: clang }),
    });
  } finally {
    clearTimeout(stuck);
  }
}

/** What somebody asks for, else what the text has. */
function indentIn({ tabs, width }: { tabs?: boolean; width?: number }, own: string): string {
  const isTabs = tabs ?? (width === undefined && own === '\t');
  if (isTabs) return '\t';
  return ' '.repeat(width ?? (own === '\t' ? DEFAULT_WIDTH : own.length));
}

const DEFAULT_WIDTH = 4;

const STUCK = { code: 'format-stuck', message: 'The formatter did not finish and was stopped.' };

let worker: WorkerHandle<FormatService> | undefined;

/** The worker of now; one that has died is replaced. */
function liveWorker(): WorkerHandle<FormatService> {
  if (worker === undefined || worker.connection.closed() !== undefined) {
    worker = connectWorker<FormatService>(spawnFormat(), 'The formatter');
  }
  return worker;
}

function noFormatter(language: string | undefined): AssayError {
  const others = Object.keys(FORMATTERS).map(languageName).join(', ');
  const message = `No formatter for ${languageName(language)} is available in a browser.`;
  return new AssayError({ code: 'no-formatter', message, help: `Those of ${others} are.` });
}

/** The nearest `.clang-format` above a file, if there is one, in the form in which a style is handed over. */
async function clangStyle(path: string): Promise<string | undefined> {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const name = [...folders.slice(0, depth), '.clang-format'].join('/');
    const found = await intake()
      .raw(name)
      .catch(() => undefined);
    if (found) return asFlow(new TextDecoder().decode(found.text));
  }
  return undefined;
}

/** A file may say something for several languages, each in a document of its own; the first one that is for all or for C++ counts. */
async function asFlow(text: string): Promise<string> {
  const { parseAllDocuments } = await import('yaml');
  const styles = parseAllDocuments(text).map((document) => document.toJS() as { Language?: unknown } | null);
  const isMeant = (style: { Language?: unknown } | null) =>
    [undefined, 'Cpp'].includes(style?.Language as never);
  return JSON.stringify(styles.find(isMeant) ?? styles[0] ?? {});
}
