/** Answers questions about a project: one from the command line, or a file of them with one answer a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { JoinedProject } from '../../workers/index';
import { AssayError, type Completeness } from '../../workers/protocol';
import { printableJson, visibleText } from '../share';
import { type Answer, answerers, type Question } from './answers';
import { EXIT, UsageError } from './errors';
import { print } from './output';
import { openIndex, sayMissing } from './project-index';

export interface Asked {
  path: string;
  /** What is asked, where the operation is to be told. */
  question?: string | undefined;
  format?: string | undefined;
  /** A file of questions, a line of JSON each. */
  batch?: string | undefined;
}

/** @param name of the operation. */
export async function ask(name: keyof typeof answerers, asked: Asked): Promise<number> {
  const { read } = answerers[name];
  const single = asked.batch === undefined ? read(asked.question) : undefined;
  const { project, completeness } = await openIndex(asked.path);
  sayMissing(completeness);
  const isWhole =
    single === undefined
      ? await printAll(name, asked.batch ?? '', project, completeness)
      : await printOne(name, asked, single, project, completeness);
  return isWhole && completeness.state === 'whole' ? EXIT.done : EXIT.partial;
}

/** Whether the answer knows of everything. */
async function printOne(
  name: keyof typeof answerers,
  { format }: Asked,
  question: Question,
  project: JoinedProject,
  completeness: Completeness,
): Promise<boolean> {
  const { json, lines, missing = [] } = await answer(name, project, question, completeness);
  for (const line of missing) process.stderr.write(`assay: ${visibleText(line)}\n`);
  if (format === 'json') await print(`${printableJson(JSON.stringify(json))}\n`);
  else await print([...lines].map((line) => `${visibleText(line)}\n`).join(''));
  return missing.length === 0;
}

/** Whether all answers know of everything. */
async function printAll(
  name: keyof typeof answerers,
  file: string,
  project: JoinedProject,
  completeness: Completeness,
): Promise<boolean> {
  let isWhole = true;
  for await (const line of linesOf(file)) {
    if (line.trim() === '') continue;
    const { json, missing = [] } = await answerLine(name, line, project, completeness);
    isWhole &&= missing.length === 0;
    await print(`${printableJson(JSON.stringify(json))}\n`);
  }
  return isWhole;
}

/** A question that cannot be answered says so in its line, and the next one is answered. */
async function answerLine(
  name: keyof typeof answerers,
  line: string,
  project: JoinedProject,
  completeness: Completeness,
): Promise<Pick<Answer, 'json' | 'missing'>> {
  try {
    return await answer(name, project, readQuestion(line), completeness);
  } catch (error) {
    return { json: { error: messageOf(error) } };
  }
}

async function answer(
  name: keyof typeof answerers,
  project: JoinedProject,
  question: Question,
  completeness: Completeness,
): Promise<Answer> {
  try {
    return await answerers[name].answer(project, question, completeness.state === 'whole');
  } catch (error) {
    const { code, message, detail } = (error ?? {}) as { code?: string; message?: string; detail?: string };
    if (code !== 'bad-query') throw error;
    throw new UsageError(`The query cannot be read: ${message} (${detail}).`);
  }
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
