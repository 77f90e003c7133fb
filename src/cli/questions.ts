/** Answers questions about a project: one from the command line, or a file of them with one answer a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AssayError, type Completeness } from '../../workers/protocol';
import { printableJson, typeOf, visibleText } from '../share';
import { type Answer, answerers, type Question } from './answers';
import { EXIT, UsageError } from './errors';
import { type FoundFindings, findIn, scanFor } from './found-findings';
import { print } from './output';
import { openIndex, type ProjectIndex, sayMissing } from './project-index';

export interface Asked {
  path: string;
  /** What is asked, where the operation is to be told. */
  question?: string | undefined;
  format?: string | undefined;
  /** A file of questions, a line of JSON each. */
  batch?: string | undefined;
}

/** What is asked about, opened as far as questions need it. */
class Opened {
  #index: Promise<ProjectIndex> | undefined;
  #findings: Promise<FoundFindings> | undefined;
  /** Whether everything is known of what was opened. */
  isWhole = true;

  constructor(readonly path: string) {}

  index(): Promise<ProjectIndex> {
    this.#index ??= openIndex(this.path).then((opened) => this.#note(opened));
    return this.#index;
  }

  findings(): Promise<FoundFindings> {
    this.#findings ??= scanFor(this.path).then((found) => this.#note(found));
    return this.#findings;
  }

  #note<T extends { completeness: Completeness }>(opened: T): T {
    sayMissing(opened.completeness);
    this.isWhole &&= opened.completeness.state === 'whole';
    return opened;
  }
}

/** @param name of the operation. */
export async function ask(name: keyof typeof answerers, asked: Asked): Promise<number> {
  const { read } = answerers[name];
  const single = asked.batch === undefined ? read(asked.question) : undefined;
  const opened = new Opened(asked.path);
  const isWhole =
    single === undefined
      ? await printAll(name, asked.batch ?? '', opened)
      : await printOne(name, asked, single, opened);
  return isWhole && opened.isWhole ? EXIT.done : EXIT.partial;
}

/** Whether the answer knows of everything. */
async function printOne(
  name: keyof typeof answerers,
  { format }: Asked,
  question: Question,
  opened: Opened,
): Promise<boolean> {
  const { json, lines, missing = [] } = await answer(name, opened, question);
  for (const line of missing) process.stderr.write(`assay: ${visibleText(line)}\n`);
  if (format === 'json') await print(`${printableJson(JSON.stringify(json))}\n`);
  else await print([...lines].map((line) => `${visibleText(line)}\n`).join(''));
  return missing.length === 0;
}

/** Whether all answers know of everything. */
async function printAll(name: keyof typeof answerers, file: string, opened: Opened): Promise<boolean> {
  // What cannot be opened is an error of the command and not of each line.
  await opened.index();
  let isWhole = true;
  for await (const line of linesOf(file)) {
    if (line.trim() === '') continue;
    const { json, missing = [] } = await answerLine(name, line, opened);
    isWhole &&= missing.length === 0;
    await print(`${printableJson(JSON.stringify(json))}\n`);
  }
  return isWhole;
}

/** A question that cannot be answered says so in its line, and the next one is answered. */
async function answerLine(
  name: keyof typeof answerers,
  line: string,
  opened: Opened,
): Promise<Pick<Answer, 'json' | 'missing'>> {
  try {
    return await answer(name, opened, readQuestion(line));
  } catch (error) {
    return { json: { error: messageOf(error) } };
  }
}

async function answer(name: keyof typeof answerers, opened: Opened, question: Question): Promise<Answer> {
  try {
    const { query = '' } = question;
    if (name === 'search' && typeOf(query) === 'finding') return findIn(await opened.findings(), query);
    const { project, completeness } = await opened.index();
    return await answerers[name].answer(project, question, completeness.state === 'whole');
  } catch (error) {
    const { code, message, detail } = envelopeOf(error);
    if (code !== 'bad-query') throw error;
    throw new UsageError(`The query cannot be read: ${message}${detail ? ` (${detail})` : ''}.`);
  }
}

/** Errors of the engine have their fields themselves. */
function envelopeOf(error: unknown): { code?: string; message?: string; detail?: string | undefined } {
  return error instanceof AssayError ? error.envelope : ((error ?? {}) as object);
}

function readQuestion(line: string): Question {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error('A query must be a JSON object.');
  const { at, name, query, words } = value as Record<string, unknown>;
  const texts = Object.entries({ at, name, query, words }).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts);
}

function messageOf(error: unknown): string {
  if (error instanceof AssayError) return error.envelope.message;
  return error instanceof Error ? error.message : String(error);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${(error as Error).message}`);
  }
}
