/**
 * Whether findings stay the same from commit to commit: the last commits of a repository are scanned one after the
 * other into a store, and of the findings on lines that git's own diff maps those are counted that kept their ids.
 * Joins that git does not map are listed for reading, files that were left over-sampled.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { record } from '../../../scripts/bench/results';
import { whenStarted } from '../../../scripts/lib/main';
import { ENGINE, inRoot } from '../../../scripts/lib/paths';
import { Analyser } from '../../../workers/analysis';
import { DEFAULT_ANALYSIS_OPTIONS, type FileReport, type RulePack } from '../../../workers/protocol';
import { type FileDiff, mapLine, Repository } from './git';
import { ReplayStore, type Seen } from './store';

/** Joins that are listed at most, of each sort. */
const LISTED = { moved: 200, renamed: 100, changed: 150, mapped: 50 };

interface Counts {
  commits: number;
  /** Findings on lines that git maps, in files that a commit touched, which are still found there. */
  mapped: number;
  kept: number;
  /** On such lines, but not found any more: what makes them a finding has changed elsewhere. */
  notFound: number;
}

interface Join {
  kind: keyof typeof LISTED;
  commit: string;
  before: string;
  after: string;
}

/** Arguments: a git directory, the number of commits, and perhaps a file to write joins to. */
async function main(): Promise<void> {
  const [gitDir = '.git', commits = '300', listing] = process.argv.slice(2);
  const replay = new Replay(new Repository(resolve(gitDir)), await makeAnalyser());
  await replay.run(Number(commits));
  if (listing !== undefined) writeFileSync(listing, list(replay.joins, replay.lost));
  const how = `${new Date().toISOString().slice(0, 10)}, \`npm run bench -- --replay REPOSITORY --commits ${commits}\``;
  record({ name: `Replay, ${nameOf(gitDir)}`, how, lines: describe(replay.counts, replay.joins) });
}

/** A repository's name: its git directory may lie in a folder of that name. */
function nameOf(gitDir: string): string {
  const path = resolve(gitDir);
  const name = ['repo', '.git'].includes(basename(path)) ? basename(dirname(path)) : basename(path);
  return name.replace('+', '/');
}

async function makeAnalyser(): Promise<Analyser> {
  const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
  const analyser = new Analyser(await wasm(ENGINE), (name) => wasm(`public/grammars/${name}.wasm`));
  const pack = JSON.parse(readFileSync(inRoot('public/rules/builtin.json'), 'utf8')) as RulePack;
  analyser.loadRules({ sources: pack.sources, disabled: [] });
  return analyser;
}

class Replay {
  readonly counts: Counts = { commits: 0, mapped: 0, kept: 0, notFound: 0 };
  readonly joins: Join[] = [];
  /** Findings that git maps and the store does not join. */
  readonly lost: string[] = [];
  readonly #store = new ReplayStore();

  constructor(
    readonly repository: Repository,
    readonly analyser: Analyser,
  ) {}

  async run(count: number): Promise<void> {
    await this.#store.open();
    let before: string | undefined;
    let files = new Map<string, string>();
    for (const commit of this.repository.commits(count + 1)) {
      const now = this.repository.files(commit);
      const changed = [...now].filter(([path, blob]) => files.get(path) !== blob);
      const touched = new Set([
        ...changed.map(([path]) => path),
        ...[...files.keys()].filter((path) => !now.has(path)),
      ]);
      const former = await this.#store.findingsOf(touched);
      await this.#store.scan(now, await this.#check(changed));
      if (before !== undefined)
        this.#compare(
          commit,
          this.repository.diff(before, commit),
          former,
          await this.#store.findingsOf(touched),
        );
      [before, files] = [commit, now];
    }
  }

  async #check(changed: readonly [string, string][]) {
    const blobs = this.repository.blobs(changed.map(([, blob]) => blob));
    const results: { path: string; blob: string; bytes: Uint8Array<ArrayBuffer>; report: FileReport }[] = [];
    for (const [at, [path, blob]] of changed.entries()) {
      const bytes = new Uint8Array(blobs[at] ?? []);
      if (bytes.includes(0)) continue;
      const { report } = await this.analyser.check(path, bytes, DEFAULT_ANALYSIS_OPTIONS);
      results.push({ path, blob, bytes, report: JSON.parse(new TextDecoder().decode(report)) as FileReport });
    }
    return results;
  }

  #compare(commit: string, diffs: readonly FileDiff[], former: Seen[], now: Seen[]): void {
    this.counts.commits++;
    const byFile = new Map(diffs.map((diff) => [diff.from, diff]));
    const byId = new Map(now.map((one) => [one.id, one]));
    for (const one of former) {
      const diff = byFile.get(one.path);
      const line = diff && mapLine(diff.hunks, one.line);
      const there = now.filter(
        ({ path, line: at, rule }) => path === diff?.to && at === line && rule === one.rule,
      );
      if (line !== undefined) this.#count(commit, one, there);
      const join = byId.get(one.id);
      if (join) this.#note(commit, one, join, there.includes(join));
    }
  }

  #count(commit: string, one: Seen, there: readonly Seen[]): void {
    if (there.length === 0) {
      this.counts.notFound++;
      return;
    }
    this.counts.mapped++;
    if (there.some(({ id }) => id === one.id)) this.counts.kept++;
    else
      this.lost.push(
        `${commit.slice(0, 10)} ${one.rule}\n  ${placeOf(one)}\n  ${there.map(placeOf).join(', ')}`,
      );
  }

  #note(commit: string, before: Seen, after: Seen, isMapped: boolean): void {
    const [inFile, elsewhere] = isMapped ? (['mapped', 'renamed'] as const) : (['changed', 'moved'] as const);
    const kind = before.path === after.path ? inFile : elsewhere;
    this.joins.push({ kind, commit, before: placeOf(before), after: placeOf(after) });
  }
}

function placeOf({ path, line, rule, excerpt }: Seen): string {
  return `${path}:${line} ${rule} ${excerpt.slice(0, 100)}`;
}

function describe({ commits, mapped, kept, notFound }: Counts, joins: readonly Join[]): string[] {
  const of = (kind: Join['kind']) => joins.filter((join) => join.kind === kind).length;
  return [
    `${commits} commits; findings in files that they touch, on lines that git maps: ${mapped + notFound}, of which ${notFound} are not found there any more`,
    `kept: ${kept} of ${mapped} (${((100 * kept) / Math.max(1, mapped)).toFixed(2)} %)`,
    `joins as git maps them: ${of('mapped')} in one file, ${of('renamed')} in renamed files; others: ${of('changed')} in one file, ${of('moved')} across files`,
  ];
}

/** Every so many of each sort, so that all of the time is seen. */
function list(joins: readonly Join[], lost: readonly string[]): string {
  const parts = (Object.keys(LISTED) as Join['kind'][]).map((kind) => {
    const all = joins.filter((join) => join.kind === kind);
    const step = Math.max(1, all.length / LISTED[kind]);
    const some = Array.from(
      { length: Math.min(all.length, LISTED[kind]) },
      (_, at) => all[Math.floor(at * step)],
    );
    const lines = some.flatMap((join, at) =>
      join ? [`${at + 1}. ${join.commit.slice(0, 10)}\n   ${join.before}\n   ${join.after}`] : [],
    );
    return `## ${kind}: ${all.length}\n\n${lines.join('\n')}\n`;
  });
  return `${parts.join('\n')}\n## not kept: ${lost.length}\n\n${lost.join('\n')}\n`;
}

await whenStarted(import.meta.url, main);
