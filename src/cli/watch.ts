/** `assay scan --watch`: scans, and again whenever files change; says what is new then and what is gone. */
import { MountedTree } from '../../workers/intake/node';
import type { KnownFinding } from '../../workers/protocol';
import {
  countOf,
  describeCompleteness,
  findingToJson,
  formatCount,
  printableJson,
  visibleText,
} from '../share';
import { type Compared, compareWith, openFindings, withBaseline } from './baseline';
import { type Before, type Checked, check, type Job, openJob } from './check';
import { complain } from './complain';
import { Engines } from './engines';
import { EXIT, UsageError } from './errors';
import { FolderNews } from './folder-news';
import type { ScanInput } from './operations/scan';
import { print } from './output';
import { printProblems } from './problems';
import { exitCode, readLines, report } from './scan';
import { tallyOf } from './stats';
import { makeStyle } from './style';
import { textOf } from './text-format';

/** Answers, when the person ends it, with the exit code of the last scan. */
export async function watch(input: ScanInput): Promise<number> {
  refuse(input);
  const job = await openJob(input);
  if (job.tree instanceof MountedTree)
    throw new UsageError('Archives cannot be watched.', 'Name folders and files.');
  const watched = new Watched(job);
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.race([watched.run(), interrupted]);
  return watched.code;
}

/** What is written once, at the end of a scan. */
function refuse({ format = 'text', output, badge, writeBaseline, stats }: ScanInput): void {
  const once = { output, badge, 'write-baseline': writeBaseline, stats };
  const [flag] = Object.entries(once).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined) throw new UsageError(`--watch does not go together with --${flag}.`);
  if (format !== 'text' && format !== 'json')
    throw new UsageError('--watch prints text or JSON.', 'Leave --format out, or say --format json.');
}

class Watched {
  readonly #engines = new Engines();
  #revision = 0;
  #last: Checked | undefined;
  /** What was found last, and what was found before in files that could not be checked since. */
  #known: KnownFinding[] = [];
  /** Of the last scan; before the end of the first one nothing is known. */
  code: number = EXIT.partial;

  constructor(readonly job: Job) {}

  async run(): Promise<never> {
    const { job } = this;
    await this.#scan();
    const news = new FolderNews(job.place, (path) => job.intake.leavesOut(path));
    if (job.asked.format === 'text') process.stderr.write('assay: watching; Ctrl C ends it.\n');
    let isLost = false;
    for (;;) {
      const paths = await news.next();
      // Where it cannot be told, the scan tells why.
      if (!(await job.intake.isOutdated(paths).catch(() => true))) continue;
      try {
        await this.#scan(paths);
        if (isLost) news.watchAll();
        else news.cover(this.#last?.results.files.keys() ?? []);
        isLost = false;
      } catch (error) {
        // Such as a folder that was moved away: it is looked for until it is there again.
        if (!isLost) this.code = await complain(error);
        isLost = true;
        news.goBlind();
      }
    }
  }

  async #scan(changed?: string[]): Promise<void> {
    const { job } = this;
    this.#revision += 1;
    const last = this.#last;
    const before: Before = {
      again: { revision: this.#revision, engines: this.#engines, changed },
      ...(last && { key: last.key, files: last.results.reusable(), rules: last.analysis.rules }),
    };
    const checked = await check(job, before);
    const { results, rules, compared } = checked;
    const news = await compareWith(this.#known, results, rules, job.place.root);
    this.#known = [...openFindings(results), ...news.unchecked];
    this.#last = checked;
    this.code = exitCode(checked, tallyOf(results.reports(), compared));
    if (job.asked.format === 'json') await printJson(checked, news);
    else if (last) await printText(job, checked, news);
    else await report(job, checked);
  }
}

/** The open findings that were not there before. */
function* newFindings({ results }: Checked, news: Compared) {
  for (const found of withBaseline(results.reports(), news)) {
    if (found.baseline === 'new' && found.finding.status.kind === 'open') yield found;
  }
}

async function printJson(checked: Checked, news: Compared): Promise<void> {
  const { results, rules, completeness } = checked;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const fresh = [...newFindings(checked, news)];
  const line = {
    new: fresh.map(({ path, finding }) => findingToJson(path, finding, byId.get(finding.ruleId))),
    gone: news.gone.map(({ rule, path, line }) => ({ ruleId: rule, path, line })),
    findings: openFindings(results).length,
    completeness,
  };
  await print(`${printableJson(JSON.stringify(line))}\n`);
}

async function printText({ intake }: Job, checked: Checked, news: Compared): Promise<void> {
  const { results, rules, problems, completeness } = checked;
  const style = makeStyle(process.stdout.isTTY === true, process.env);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const fresh = [...newFindings(checked, news)];
  printProblems(problems);
  for await (const piece of textOf(fresh, (path) => readLines(intake, path), byId, style)) await print(piece);
  for (const { path, line, rule } of news.gone)
    await print(`gone: ${visibleText(`${path}:${line} ${rule}`)}\n`);
  const missing = describeCompleteness(completeness).split('\n').map(visibleText).join('\n');
  if (missing !== '') await print(`${style.severity('medium', missing)}\n`);
  const counts = `${formatCount(fresh.length)} new, ${formatCount(news.gone.length)} gone`;
  const all = countOf(openFindings(results).length, 'finding');
  await print(`${style.bold(counts)}; ${all} in ${countOf(results.totals.files, 'file')}.\n`);
}
