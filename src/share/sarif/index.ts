/**
 * Reads SARIF 2.1.0 of any program into a shared document, so that foreign findings are listed and read like those
 * that somebody shared. Lenient in what a field is, strict in how much of it there may be.
 */

import type { Gap } from '../../../workers/protocol';
import { formatCount } from '../../kernel/format';
import { languageOfPath } from '../../kernel/languages';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedDocument,
  type SharedFile,
  type SharedRule,
} from '../file-format';
import { type Fields, get, inner, isFields, listOf, objects, textOf } from '../lenient';
import { bad, good, type Read } from '../result';
import { joinSnippets } from '../snippets';
import { completenessOf, gap, gapsOf } from './completeness';
import { isFinding, isSilent, type ReadResult, readResult } from './results';
import { type RunRule, shareRule } from './rules';
import { Locations, type LogRun, MAX_RUNS, runsOf, splitLog } from './runs';

/** As many as a shared document may hold. */
const MAX_RESULTS = 200_000;

/** Whether parsed JSON is SARIF of any version. */
export function isSarif(value: unknown): value is Fields {
  if (!isFields(value) || !Array.isArray(get(value, 'runs'))) return false;
  return typeof get(value, 'version') === 'string' || String(get(value, '$schema')).includes('sarif');
}

/** The document of a SARIF log; `project` is what it is called here. */
export function readSarif(log: Fields, project: string): Read<SharedDocument> {
  const refused = refusal(log);
  if (refused) return refused;
  const results = objects(get(log, 'runs'), MAX_RUNS).map((run) => listOf(get(run, 'results')));
  const locations = new Locations();
  for (const [run, all] of results.entries()) for (const result of all) locations.note(run, result);
  const reader = new Reader(log, locations);
  for (const [run, all] of results.entries()) for (const result of all) reader.add(run, result);
  return good(reader.document(project));
}

/**
 * The same of a log that is too large to be held, from its bytes, which are asked for twice: paths are shortened by what
 * those of all results have in common. Undefined if it is no SARIF, and rejects with a `SyntaxError` if it is no JSON.
 */
export async function streamSarif(
  open: () => AsyncIterable<Uint8Array>,
  project: string,
): Promise<Read<SharedDocument> | undefined> {
  const locations = new Locations();
  const log = await splitLog(open(), (run, result) => locations.note(run, result));
  if (!isSarif(log)) return undefined;
  const refused = refusal(log);
  if (refused) return refused;
  const reader = new Reader(log, locations);
  await splitLog(open(), (run, result) => reader.add(run, result));
  return good(reader.document(project));
}

function refusal(log: Fields): Read<never> | undefined {
  const version = textOf(get(log, 'version'), 100) ?? '2.1.0';
  if (version.startsWith('2.1')) return undefined;
  const help = 'Export SARIF 2.1.0, or convert the file with sarif-multitool.';
  return bad('sarif-version', `SARIF ${version} is not supported.`, 'Assay reads version 2.1.0.', help);
}
/** A run, with what its results are read by. */
interface Run extends LogRun {
  tool: string;
}

/** Findings of one result after the other. */
class Reader {
  readonly #runs: Run[];
  readonly #rules = new Map<string, { index: number; rule: SharedRule }>();
  /** Which tool an id of a rule belongs to. */
  readonly #owners = new Map<string, string>();
  readonly #files = new Map<string, SharedFile>();
  readonly #tools = new Map<string, string>();
  readonly #gaps: Gap[] = [];
  #findings = 0;
  #beyond = 0;
  #unread = 0;

  /** @param log its results are not looked at. */
  constructor(log: Fields, locations: Locations) {
    this.#runs = runsOf(log, locations).map((one) => this.#begin(one));
  }

  #begin({ run, rules, context }: ReturnType<typeof runsOf>[number]): Run {
    const driver = inner(run, 'tool', 'driver');
    const tool = textOf(get(driver, 'name'), 100) ?? 'Unnamed tool';
    const version = textOf(get(driver, 'semanticVersion') ?? get(driver, 'version'), 100);
    this.#tools.set(tool, version ?? this.#tools.get(tool) ?? '');
    this.#gaps.push(...gapsOf(run, tool, context.paths));
    return { tool, rules, context };
  }

  /** Adds a result of a run, by the run's number in the log. */
  add(at: number, result: unknown): void {
    const run = this.#runs[at];
    if (run === undefined) return;
    if (!isFields(result)) {
      this.#unread += 1;
      return;
    }
    const rule = run.rules.of(result);
    if (!isFinding(result) || isSilent(result, rule)) return;
    if (this.#findings >= MAX_RESULTS) {
      this.#beyond += 1;
      return;
    }
    this.#findings += 1;
    this.#keep(readResult(result, rule, run.context), this.#ruleIndex(rule, run.tool));
  }

  #keep({ path, language, finding, snippet }: ReadResult, rule: number): void {
    const known = this.#files.get(path);
    const file = known ?? { path, language: language ?? languageOfPath(path), findings: [] };
    if (known === undefined) this.#files.set(path, file);
    file.findings.push(Object.assign(finding, { rule, language: file.language ?? '' }));
    if (snippet === undefined) return;
    file.snippets ??= [];
    file.snippets.push(snippet);
  }

  /** Two tools may have a rule of the same id: the second one's is told apart by the tool. */
  #ruleIndex(rule: RunRule, tool: string): number {
    const key = `${tool}\n${rule.id}`;
    const known = this.#rules.get(key);
    if (known) return known.index;
    const isTaken = this.#owners.has(rule.id);
    const shared = shareRule(rule, tool);
    const index = this.#rules.size;
    this.#rules.set(key, {
      index,
      rule: isTaken ? { ...shared, id: `${tool}/${rule.id}`.slice(0, 300) } : shared,
    });
    this.#owners.set(rule.id, tool);
    return index;
  }

  document(project: string): SharedDocument {
    const tools = [...this.#tools].map(([name, version]) => ({ name, ...(version && { version }) }));
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const file of files) {
      file.findings.sort((a, b) => a.start.line - b.start.line || a.start.col - b.start.col);
      if (file.snippets) file.snippets = joinSnippets(file.snippets).slice(0, 10_000);
    }
    return {
      format: SHARE_FORMAT,
      version: SHARE_VERSION,
      generator:
        tools
          .map(({ name }) => name)
          .join(', ')
          .slice(0, 300) || 'SARIF',
      project: project.slice(0, 300),
      source: { kind: 'sarif', tools },
      completeness: completenessOf([...this.#gaps, ...this.#ownGaps()], this.#findings),
      rules: [...this.#rules.values()].map(({ rule }) => rule),
      files,
    };
  }

  #ownGaps(): Gap[] {
    const beyond = `Only the first ${formatCount(MAX_RESULTS)} results are shown.`;
    const unread = 'Some results are not valid SARIF.';
    return [
      ...(this.#beyond > 0 ? [gap('not-stored', this.#beyond, beyond)] : []),
      ...(this.#unread > 0 ? [gap('unreadable', this.#unread, unread)] : []),
    ];
  }
}
