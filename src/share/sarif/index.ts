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
import { Paths } from './paths';
import { artifactsOf, isFinding, isSilent, type ReadResult, type RunContext, readResult } from './results';
import { type RunRule, RunRules, shareRule } from './rules';

const MAX_RUNS = 1000;
/** As many as a shared document may hold. */
const MAX_RESULTS = 200_000;

/** Whether parsed JSON is SARIF of any version. */
export function isSarif(value: unknown): value is Fields {
  if (!isFields(value) || !Array.isArray(get(value, 'runs'))) return false;
  return typeof get(value, 'version') === 'string' || String(get(value, '$schema')).includes('sarif');
}

/** The document of a SARIF log; `project` is what it is called here. */
export function readSarif(log: Fields, project: string): Read<SharedDocument> {
  const version = textOf(get(log, 'version'), 100) ?? '2.1.0';
  if (!version.startsWith('2.1')) {
    const help = 'Export SARIF 2.1.0, or convert the file with sarif-multitool.';
    return bad('sarif-version', `SARIF ${version} is not supported.`, 'Assay reads version 2.1.0.', help);
  }
  const collected = new Collected();
  for (const run of objects(get(log, 'runs'), MAX_RUNS)) collected.add(run);
  return good(collected.document(project));
}

/** Findings of one run after the other. */
class Collected {
  readonly #rules = new Map<string, { index: number; rule: SharedRule }>();
  /** Which tool an id of a rule belongs to. */
  readonly #owners = new Map<string, string>();
  readonly #files = new Map<string, SharedFile>();
  readonly #tools = new Map<string, string>();
  readonly #gaps: Gap[] = [];
  #findings = 0;
  #beyond = 0;
  #unread = 0;

  add(run: Fields): void {
    const driver = inner(run, 'tool', 'driver');
    const tool = textOf(get(driver, 'name'), 100) ?? 'Unnamed tool';
    const version = textOf(get(driver, 'semanticVersion') ?? get(driver, 'version'), 100);
    this.#tools.set(tool, version ?? this.#tools.get(tool) ?? '');
    const results = listOf(get(run, 'results'));
    const paths = new Paths(run);
    paths.learn(artifactsOfAll(results));
    const context = { run, paths, codePoints: get(run, 'columnKind') === 'unicodeCodePoints' };
    const rules = new RunRules(run);
    for (const result of results) this.#addResult(result, rules, context, tool);
    this.#gaps.push(...gapsOf(run, tool, paths));
  }

  #addResult(result: unknown, rules: RunRules, context: RunContext, tool: string): void {
    if (!isFields(result)) {
      this.#unread += 1;
      return;
    }
    const rule = rules.of(result);
    if (!isFinding(result) || isSilent(result, rule)) return;
    if (this.#findings >= MAX_RESULTS) {
      this.#beyond += 1;
      return;
    }
    this.#findings += 1;
    this.#keep(readResult(result, rule, context), this.#ruleIndex(rule, tool));
  }

  #keep({ path, language, finding, snippet }: ReadResult, rule: number): void {
    const known = this.#files.get(path);
    const file = known ?? { path, language: language ?? languageOfPath(path), findings: [] };
    if (known === undefined) this.#files.set(path, file);
    file.findings.push({ ...finding, rule, language: file.language ?? '' });
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

function* artifactsOfAll(results: readonly unknown[]): Generator<Fields> {
  for (const result of results) if (isFields(result)) yield* artifactsOf(result);
}
