/** `assay init`: asks what matters, shows what each choice would report, and writes what follows from it. */
import { createInterface } from 'node:readline/promises';
import { Intake } from '../../workers/intake';
import { NodeTree } from '../../workers/intake/node';
import {
  CONCERN_NAMES,
  CONCERNS,
  CONFIDENCES,
  CONFIG_PATH,
  type FileReport,
  type FindingTally,
  LEFT_OUT,
  type RuleInfo,
  SEVERITIES,
  THREAT_MODELS,
  tallyFindings,
} from '../../workers/protocol';
import {
  CI_KINDS,
  CI_NAMES,
  type CiKind,
  configText,
  countOf,
  formatCount,
  frameworksIn,
  type NewFile,
  PROPOSED_CHOICE,
  previewOf,
  type SetupChoice,
  valuesOf,
  visibleText,
} from '../share';
import { check, openJob } from './check';
import { EXIT, UsageError } from './errors';
import { ciFileOf } from './new';
import { projectFolder, writeNew } from './new-files';
import type { InitInput } from './operations/init';
import { print } from './output';
import { placeBelow } from './paths';
import { linesOf, readTakenOver } from './show-config';

export async function init(input: InitInput): Promise<number> {
  const root = projectFolder(input.path);
  const intake = new Intake();
  intake.openTree(new NodeTree(root));
  const taken = input.takeOver ? await readTakenOver(intake) : [];
  for (const line of taken.flatMap(linesOf)) process.stderr.write(`${visibleText(line)}\n`);
  const found = input.yes || input.noScan ? undefined : await lookAt(root, intake);
  const asking = input.yes ? undefined : new Asking();
  try {
    const choice = await choose(input, found, asking);
    const kinds = input.ci ?? (await asking?.some('Files for', CI_KINDS, CI_NAMES, [])) ?? [];
    const files = filesOf({ ...choice, ignore: taken.flatMap(({ ignore }) => ignore) }, kinds, input, root);
    if (input.dryRun) await print(files.map(({ path, text }) => `# ${path}\n${text}`).join('\n'));
    else await writeNew(root, files, input.force === true);
  } finally {
    asking?.close();
  }
  return EXIT.done;
}

function filesOf(
  choice: SetupChoice,
  kinds: readonly CiKind[],
  { command }: InitInput,
  root: string,
): NewFile[] {
  const text = configText(valuesOf(choice));
  return [{ path: CONFIG_PATH, text }, ...kinds.map((kind) => ciFileOf(kind, command, root))];
}

/** What a scan without any configuration finds. */
interface Looked {
  tallies: FindingTally[];
  rules: Map<string, RuleInfo>;
}

async function lookAt(root: string, intake: Intake): Promise<Looked> {
  process.stderr.write('Scanning, to show what each choice would report…\n');
  const job = await openJob({ paths: [root], noConfig: true }, placeBelow(root));
  const { results, rules } = await check(job);
  const reports: FileReport[] = [...results.reports()];
  const languages = [...new Set(reports.flatMap(({ language }) => language ?? []))].sort();
  const frameworks = frameworksIn(await intake.toolFiles());
  process.stderr.write(`${countOf(reports.length, 'file')}: ${[...languages, ...frameworks].join(', ')}.\n`);
  const tallies = tallyFindings(reports.flatMap(({ findings }) => findings));
  return { tallies, rules: new Map(rules.map((rule) => [rule.id, rule])) };
}

async function choose(
  input: InitInput,
  found: Looked | undefined,
  asking: Asking | undefined,
): Promise<SetupChoice> {
  let choice = PROPOSED_CHOICE;
  const preview = () => found && previewOf(found.tallies, found.rules, choice);
  const count = (of: number | undefined) => (of === undefined ? '' : ` (${formatCount(of)})`);
  const concerns =
    input.concerns ??
    (await asking?.some(
      'What matters',
      CONCERN_NAMES,
      (name) => CONCERNS[name] + count(preview()?.byConcern[name]),
      choice.concerns,
    ));
  if (concerns) choice = { ...choice, concerns };
  const minConfidence =
    input.confidence ??
    (await asking?.one(
      'How sure must a finding be',
      CONFIDENCES,
      (name) => name + count(preview()?.byConfidence[name]),
      choice.minConfidence,
    ));
  if (minConfidence) choice = { ...choice, minConfidence };
  const leaveOut =
    input.leaveOut ??
    (await asking?.some(
      'Leave out findings in',
      LEFT_OUT,
      (name) => name + count(preview()?.byLeftOut[name]),
      choice.leaveOut,
    ));
  if (leaveOut) choice = { ...choice, leaveOut };
  const threatModels =
    input.threatModels ??
    (await asking?.some('Data that is not trusted', THREAT_MODELS, (name) => name, choice.threatModels));
  if (threatModels) choice = { ...choice, threatModels };
  const failing = ['none', ...SEVERITIES] as const;
  const failOn =
    input.failOn ??
    (await asking?.one(
      'New findings that fail a scan, from',
      failing,
      (name) => name,
      choice.failOn ?? 'none',
    ));
  const { failOn: proposed, ...rest } = choice;
  const wanted = failOn ?? proposed ?? 'none';
  choice = wanted === 'none' ? rest : { ...rest, failOn: wanted };
  const left = preview();
  if (left) process.stderr.write(`With these choices: ${countOf(left.findings, 'finding')}.\n`);
  return choice;
}

/** Questions in a terminal, or whatever is typed into the command. */
class Asking {
  readonly #lines: AsyncIterator<string>;
  readonly #reading = createInterface({ input: process.stdin });

  constructor() {
    this.#lines = this.#reading[Symbol.asyncIterator]();
  }

  close(): void {
    this.#reading.close();
  }

  async one<T extends string>(
    question: string,
    names: readonly T[],
    title: ((name: T) => string) | Readonly<Record<T, string>>,
    proposed: T,
  ): Promise<T> {
    for (;;) {
      const [first, ...more] = await this.#ask(question, names, title, [proposed]);
      if (first !== undefined && more.length === 0) return first;
    }
  }

  some<T extends string>(
    question: string,
    names: readonly T[],
    title: ((name: T) => string) | Readonly<Record<T, string>>,
    proposed: readonly T[],
  ): Promise<T[]> {
    return this.#ask(question, names, title, proposed);
  }

  /** Numbers or names, with commas or spaces between them; an empty line takes what is proposed, a dash nothing. */
  async #ask<T extends string>(
    question: string,
    names: readonly T[],
    title: ((name: T) => string) | Readonly<Record<T, string>>,
    proposed: readonly T[],
  ): Promise<T[]> {
    const titleOf = (name: T) => (typeof title === 'function' ? title(name) : title[name]);
    const marks = names.map(
      (name, at) => `  ${at + 1} ${proposed.includes(name) ? '*' : ' '} ${titleOf(name)}\n`,
    );
    process.stderr.write(`\n${question}?\n${marks.join('')}`);
    for (;;) {
      process.stderr.write(`Numbers, - for none [${proposed.join(', ') || '-'}]: `);
      const { value, done } = await this.#lines.next();
      if (done)
        throw new UsageError(
          'The answers ended early; nothing was written.',
          'Say --yes to be asked nothing.',
        );
      const words = value.split(/[\s,]+/).filter(Boolean);
      if (words.length === 0) return [...proposed];
      if (words.length === 1 && words[0] === '-') return [];
      const chosen = words.map((word) => names.find((name, at) => name === word || String(at + 1) === word));
      if (chosen.every((name) => name !== undefined)) return chosen;
      process.stderr.write(`There is no ${words.find((_, at) => chosen[at] === undefined)}.\n`);
    }
  }
}
