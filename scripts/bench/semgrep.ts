/**
 * The dialect of Semgrep: beside Semgrep's own program, and beside our dialect of ast-grep with the same rules.
 * All on one file list, with two jobs each.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Corpus } from './corpus';
import { type OurFinding, ratio, runner } from './headless';
import { SEMGREP_VERSION, semgrep, semgrepFolder } from './semgrep-program';
import { medians, runOnce } from './timing';

/** The same rules in either dialect. */
export interface BothRules {
  semgrep: string;
  astGrep: string;
}

/** Lines of the report. */
export async function benchSemgrep(corpus: Corpus, rules: BothRules, rounds: number): Promise<string[]> {
  const programs = await semgrepFolder();
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-out-'));
  try {
    return compare(programs, corpus, rules, { rounds, scratch });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

interface How {
  rounds: number;
  scratch: string;
}

function compare(programs: string, corpus: Corpus, rules: BothRules, { rounds, scratch }: How): string[] {
  const output = join(scratch, 'semgrep.json');
  const nothing = join(scratch, 'nothing');
  mkdirSync(nothing);
  const none: Corpus = { name: 'nothing', folder: nothing, files: 0, bytes: 0 };
  const theirs = semgrep(programs, corpus, rules.semgrep, output);
  const start = semgrep(programs, none, rules.semgrep, join(scratch, 'none.json'));
  const ours = runner(corpus, rules.semgrep, scratch);
  const astGrep = runner(corpus, rules.astGrep, mkdtempSync(join(scratch, 'ast-grep-')));
  runOnce(theirs);
  runOnce(ours);
  const places = comparePlaces(join(scratch, 'ours.json'), output);
  const [their = 0, their0 = 0, our = 0] = medians([theirs, start, ours], rounds);
  // Short ones by themselves, with more rounds: a second of noise would be all of the difference.
  const [mine = 0, other = 0] = medians([ours, astGrep], rounds * 2);
  return [
    `${corpus.name}: ${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
    `  Semgrep ${SEMGREP_VERSION}: ${seconds(their)}, of which its start-up ${seconds(their0)}; ours ${seconds(our)}`,
    `  faster than Semgrep: ${(their / our).toFixed(1)} times (at least 10), ${((their - their0) / our).toFixed(1)} times without its start-up`,
    `  against our dialect of ast-grep: ${ratio(mine, other)} (at most 1.5; ${seconds(mine)} and ${seconds(other)})`,
    `  locations: ${places.both} in both, ${told('only ours', places.onlyOurs)}, ${told("only Semgrep's", places.onlyTheirs)}`,
  ];
}

const seconds = (time: number) => `${time.toFixed(2)} s`;

/** A few of many, so that the reader can look them up. */
const NAMED = 5;

function told(what: string, places: string[]): string {
  const named = places.slice(0, NAMED).join('; ');
  const more = places.length > NAMED ? '; …' : '';
  return `${places.length} ${what}${places.length > 0 ? ` (${named}${more})` : ''}`;
}

interface TheirFinding {
  check_id: string;
  path: string;
  start: { line: number; col: number };
}

/** A finding is known by its rule, its file and where it starts; ends of statements are told differently. */
function comparePlaces(ours: string, theirs: string) {
  const own = (JSON.parse(readFileSync(ours, 'utf8')) as { findings: OurFinding[] }).findings;
  const other = (JSON.parse(readFileSync(theirs, 'utf8')) as { results: TheirFinding[] }).results;
  const a = new Set(own.map(({ ruleId, path, start }) => `${ruleId} ${path}:${start.line}`));
  const b = new Set(
    // An id of theirs starts with the folders of the rule file.
    other.map(({ check_id, path, start }) => `${check_id.split('.').at(-1)} ${path}:${start.line}`),
  );
  return {
    both: [...a].filter((one) => b.has(one)).length,
    onlyOurs: [...a].filter((one) => !b.has(one)),
    onlyTheirs: [...b].filter((one) => !a.has(one)),
  };
}
