/** The store: the contract of its worker, put together from the parts of this folder. */

import type {
  Completeness,
  DecidedFinding,
  DecisionMade,
  FileEntry,
  FileResult,
  FileSummaries,
  FollowedUp,
  ImportedFile,
  KeptFile,
  KnownFile,
  KnownFinding,
  PackedText,
  Project,
  ProjectFinding,
  ProjectPass,
  QueryName,
  RuleInfo,
  RunChanges,
  RunEnd,
  RunStart,
  RunStatus,
  RunSummary,
  SkippedFile,
  StoreChange,
  StoreQueries,
  StoreService,
  SummaryMaker,
  SummaryPage,
  TableName,
  TextVersion,
  TriageChange,
  Unsummarised,
} from '../protocol';
import { STORE_SETTINGS } from '../protocol';
import { connect } from '../rpc';
import { Changes } from './changes';
import { completenessOf, UNDER_WAY } from './completeness';
import type { Sql } from './connection';
import { Database } from './database';
import { isNoProject, projectBusy, toAssayError } from './errors';
import { ForeignChanges } from './foreign-changes';
import type { StoreHost } from './host';
import { IndexCache } from './index-cache';
import { readCompleteness } from './last-runs';
import { rebuildDatabase } from './maintenance';
import type { Move } from './moves';
import { type PreparedFile, prepareImported, prepareResult } from './prepared-file';
import { planProjectFindings, projectFindingsIn, writeProjectFindings } from './project-findings';
import { selectKeptFile, selectTexts, selectVersions } from './project-texts';
import { queries } from './queries';
import type { Query } from './query';
import { type LiveRun, ResultQueue } from './result-queue';
import { readFacts } from './run-facts';
import { listenToTabs, type TabMessage } from './tabs';
import { TemporaryProjects } from './temporary';
import { TextKeeper, type TextSource } from './text-keeper';
import { planChanges, writeChanges } from './writes/changes';
import type { DecidedFile } from './writes/decisions';
import * as files from './writes/files';
import { readCounter } from './writes/findings';
import { followUp } from './writes/follow-up';
import { applyMoves, formerIds, planMoves } from './writes/moves';
import { writePass } from './writes/project-pass';
import * as projects from './writes/projects';
import { renameRules } from './writes/renames';
import * as rules from './writes/rules';
import * as runs from './writes/runs';
import { writeSetting } from './writes/settings';
import { keepSnapshot, putBaseline } from './writes/snapshots';
import * as summaries from './writes/summaries';
import { fitBudget, putTexts, readTextPolicy, removeUnusedTexts, type TextPolicy } from './writes/texts';
import { changeTriage, type Decided, openLapsed, putTriage, undoTriage } from './writes/triage';

/** A tab that was just closed lets go of its claims a moment later; ms. */
const CLAIM_WAIT_MS = 300;

const EVERY_TABLE: TableName[] = [
  'projects',
  'runs',
  'files',
  'findings',
  'rules',
  'texts',
  'settings',
  'skipped',
  'triage',
  'summaries',
];

/** Tables that answer differently after a setting has changed. */
const FOLLOWING: Partial<Record<string, TableName[]>> = {
  [STORE_SETTINGS.textBudget]: ['texts'],
  [STORE_SETTINGS.turnedOn]: ['runs', 'rules'],
};

export class Store implements StoreService {
  readonly #host: StoreHost;
  readonly #database: Database;
  readonly #indexes: IndexCache;
  readonly #temporary: TemporaryProjects;
  readonly #changes: Changes;
  readonly #texts: TextKeeper;
  /** Bytes that the browser grants, 0 if it does not say; they hardly change. */
  #quota: Promise<number> | undefined;
  readonly #results = new ResultQueue(
    (run, results) => this.#prepareResults(run, results),
    (run, prepared) => this.#storeResults(run, prepared),
  );
  /** The runs of this tab, by id. */
  readonly #runs = new Map<number, LiveRun>();
  /** Runs of this tab whose end found no room in the database: there they still seem to go on. */
  readonly #unstoredEnds = new Map<number, Completeness>();

  constructor(host: StoreHost) {
    this.#host = host;
    this.#database = new Database(host);
    this.#indexes = new IndexCache(this.#database, (runId) => this.#unstoredEnds.get(runId));
    this.#changes = new Changes(host.channel);
    this.#temporary = new TemporaryProjects(this.#database, host.claims);
    this.#texts = new TextKeeper(
      this.#database,
      () => this.#textPolicy(),
      (projectId) => this.#changes.committed(['texts'], projectId),
    );
    const foreign = new ForeignChanges(
      (change) => {
        this.#indexes.forget(change.projectId);
        this.#changes.tell(change);
      },
      () => this.#indexes.loadMs,
    );
    listenToTabs(host.channel, {
      changed: (change) => foreign.hear(change),
      closing: () => this.close(),
      cleared: () => this.#reopenCleared(),
    });
  }

  async open(): Promise<void> {
    // Asked early: it may take a while, and the first results should not wait for it.
    this.#askQuota();
    await this.#database.open();
    await this.#database.write((sql) => openLapsed(sql, Date.now()));
    await this.#endDeadRuns();
  }

  async createProject(name: string, sourceKind: Project['sourceKind']): Promise<number> {
    const id = await this.#database.write((sql) => projects.insertProject(sql, name, sourceKind, Date.now()));
    this.#changes.committed(['projects'], id);
    return id;
  }

  async createTemporary(name: string): Promise<number> {
    const id = await this.#temporary.create(name);
    this.#changes.committed(['projects'], id);
    return id;
  }

  holdTemporary(projectId: number, wasLeft?: boolean): Promise<boolean> {
    return this.#temporary.hold(projectId, wasLeft);
  }

  async removeTemporary(): Promise<void> {
    for (const id of await this.#temporary.abandoned()) {
      const isGone = await this.#database.write((sql) => projects.deleteTemporary(sql, id));
      if (isGone) await this.#forgetProject(id);
    }
  }

  async keepProject(projectId: number): Promise<void> {
    await this.#database.write((sql) => projects.keepProject(sql, projectId));
    this.#temporary.letGo(projectId);
    this.#changes.committed(['projects', 'settings'], projectId);
  }

  async touchProject(projectId: number): Promise<void> {
    await this.#database.write((sql) => projects.touchProject(sql, projectId, Date.now()));
    this.#changes.committed(['projects'], projectId);
  }

  async deleteProject(projectId: number): Promise<void> {
    this.#texts.stop();
    this.#endRunsOf(projectId);
    await this.#database.write((sql) => projects.deleteProject(sql, projectId));
    await this.#forgetProject(projectId);
  }

  async #forgetProject(projectId: number): Promise<void> {
    this.#temporary.letGo(projectId);
    this.#indexes.forget(projectId);
    this.#changes.committed(EVERY_TABLE, projectId);
    await this.#shrink();
  }

  async importFindings(
    projectId: number,
    imported: ImportedFile[],
    infos: RuleInfo[],
    completeness?: Completeness,
  ): Promise<void> {
    const prepared = await Promise.all(imported.map(prepareImported));
    await this.#database.write(async (sql) => {
      await projects.projectName(sql, projectId);
      const former = await files.idsByIdentity(sql, projectId);
      await files.removeFiles(sql, projectId);
      await rules.removeRules(sql, projectId);
      await rules.insertRules(sql, projectId, infos);
      await files.replaceFiles(sql, projectId, 0, '', prepared);
      await files.giveFormerIds(sql, projectId, former);
      if (completeness) await projects.writeImported(sql, projectId, completeness);
    });
    this.#indexes.forget(projectId);
    this.#changes.committed(['projects', 'files', 'findings', 'rules'], projectId);
  }

  async beginRun({ projectId, ruleSetHash, ruleProblems = [] }: RunStart): Promise<{ runId: number }> {
    this.#texts.stop();
    const former = this.#endRunsOf(projectId);
    const name = await this.#database.read((sql) => projects.projectName(sql, projectId));
    const release = await this.#host.claims.take(scanClaim(projectId), CLAIM_WAIT_MS);
    if (!release) throw projectBusy(name);
    try {
      const [runId, firstFresh] = await this.#database.write(async (sql) => {
        for (const run of former) await runs.closeRun(sql, run.runId, 'cancelled');
        await runs.interruptRuns(sql, projectId);
        const id = await runs.insertRun(sql, projectId, ruleSetHash, ruleProblems, Date.now());
        return [id, await readCounter(sql, 'finding')];
      });
      this.#indexes.current(projectId)?.setCompleteness(UNDER_WAY);
      const moving = { runId, projectId, firstFresh, lost: [] };
      this.#runs.set(runId, { ...moving, ruleSetHash, ended: false, release });
      this.#changes.committed(['runs'], projectId);
      return { runId };
    } catch (error) {
      release();
      throw error;
    }
  }

  knownFiles(projectId: number, ruleSetHash: string): Promise<KnownFile[]> {
    return this.#database.read((sql) => files.selectKnown(sql, projectId, ruleSetHash));
  }

  async followUp(runId: number, before: number, paths: string[]): Promise<FollowedUp | undefined> {
    const run = this.#runs.get(runId);
    return run && this.#write(run, (sql) => followUp(sql, run, before, paths));
  }

  async addFiles(runId: number, entries: FileEntry[]): Promise<void> {
    const run = this.#runs.get(runId);
    if (!run || entries.length === 0) return;
    const seen = await this.#write(run, (sql) => files.seeFiles(sql, run.projectId, runId, entries));
    const index = this.#indexes.current(run.projectId);
    entries.forEach(({ path, size }, at) => {
      const file = seen[at];
      if (file && !file.isDone) index?.seeFile(file.id, path, size);
    });
    this.#changes.committed(['files'], run.projectId);
  }

  async addSkipped(runId: number, entries: SkippedFile[]): Promise<void> {
    const run = this.#runs.get(runId);
    if (!run || entries.length === 0) return;
    await this.#write(run, (sql) => files.insertSkipped(sql, run.projectId, runId, entries));
    this.#changes.committed(['skipped'], run.projectId);
  }

  async keepUnchanged(runId: number, entries: KnownFile[]): Promise<void> {
    const run = this.#runs.get(runId);
    if (!run || entries.length === 0) return;
    const kept = await this.#write(run, (sql) => files.keepFiles(sql, run.projectId, runId, entries));
    const index = this.#indexes.current(run.projectId);
    for (const path of kept) index?.keepFile(path);
    this.#changes.committed(['files'], run.projectId);
  }

  async walked(runId: number): Promise<void> {
    const run = this.#runs.get(runId);
    if (run) await this.#write(run, (sql) => runs.writeWalked(sql, runId));
  }

  async putResults(runId: number, results: FileResult[]): Promise<boolean> {
    const run = this.#runs.get(runId);
    return run ? this.#results.put(run, results) : false;
  }

  async endRun(
    runId: number,
    status: Exclude<RunStatus, 'running'>,
    summary: Omit<RunSummary, 'id' | 'status'>,
    end: RunEnd = {},
  ): Promise<void> {
    const run = this.#runs.get(runId);
    // It was overtaken by another run, or it is gone with its project.
    if (!run) return this.#database.read((sql) => runs.requireRun(sql, runId));
    run.ended = true;
    try {
      const moves = status === 'done' ? await planMoves(this.#database, run) : [];
      const changes = status === 'done' ? await planChanges(this.#database, run, moves) : undefined;
      const ended = await this.#write(run, (sql) =>
        writeEnd(sql, run, status, summary, end, { moves, changes }),
      );
      const index = this.#indexes.current(run.projectId);
      // Files that the run saw but did not come to are pending no longer; the database knows what they are.
      if (!ended.removed) this.#indexes.forget(run.projectId);
      else index?.removeFiles(ended.removed);
      if (ended.removed) await this.#keepSnapshot(run, summary.startedMs);
      if (ended.removed && moves.length > 0) index?.renumber(formerIds(moves));
      for (const file of ended.decided) index?.decide(file);
      index?.setCompleteness(ended.completeness);
    } catch (error) {
      if (!isNoProject(error)) await this.#noteUnstoredEnd(run, error);
      throw error;
    } finally {
      this.#endRun(run);
      this.#changes.committed(['projects', 'runs', 'files', 'findings', 'skipped', 'texts'], run.projectId);
    }
  }

  /** Without it the run is missing from the history, which is no reason to call it failed. */
  async #keepSnapshot({ projectId, runId }: LiveRun, madeMs: number): Promise<void> {
    const write = this.#database.write((sql) => keepSnapshot(sql, projectId, runId, madeMs));
    await write.catch((error: unknown) => console.error('The run was not kept for comparisons.', error));
  }

  async keepTexts(projectId: number, source: MessagePort): Promise<void> {
    await this.#texts.keep(projectId, connect<TextSource>(source).service).finally(() => source.close());
  }

  async putSummaries(projectId: number, engine: string, told: FileSummaries[]): Promise<void> {
    if (told.length === 0) return;
    const changed = await this.#database.write((sql) =>
      summaries.replaceSummaries(sql, projectId, engine, told),
    );
    if (changed) this.#changes.committed(['summaries'], projectId);
  }

  unsummarised(projectId: number, maker: SummaryMaker): Promise<Unsummarised> {
    return this.#database.read((sql) => summaries.selectUnsummarised(sql, projectId, maker));
  }

  summaries(projectId: number, engine: string, from: number): Promise<SummaryPage> {
    return this.#database.read((sql) => summaries.selectSummaries(sql, projectId, engine, from));
  }

  textVersions(projectId: number): Promise<TextVersion[]> {
    return this.#database.read((sql) => selectVersions(sql, projectId));
  }

  keptFile(projectId: number, path: string): Promise<KeptFile | undefined> {
    return this.#database.read((sql) => selectKeptFile(sql, projectId, path));
  }

  packedTexts(hashes: string[]): Promise<PackedText[]> {
    return this.#database.read((sql) => selectTexts(sql, hashes));
  }

  async putProjectFindings(projectId: number, pass: ProjectPass, found: ProjectFinding[]): Promise<void> {
    const changes = await planProjectFindings(this.#database, projectId, found);
    const completeness = await this.#database.write(async (sql) => {
      await projects.projectName(sql, projectId);
      await writeProjectFindings(sql, projectId, changes);
      await writePass(sql, projectId, pass);
      return readCompleteness(sql, projectId);
    });
    this.#indexes.current(projectId)?.setCompleteness(completeness);
    if (changes.length > 0) this.#indexes.forget(projectId);
    const tables: TableName[] = changes.length > 0 ? ['runs', 'files', 'findings'] : ['runs'];
    if (changes.length > 0 || pass.rules.length > 0) this.#changes.committed(tables, projectId);
  }

  async renameRules(renamed: ReadonlyMap<string, string>): Promise<void> {
    if (!(await this.#database.write((sql) => renameRules(sql, renamed)))) return;
    this.#indexes.forget();
    this.#changes.committed(['findings', 'runs', 'rules']);
  }

  async decide(
    projectId: number,
    ids: Uint32Array<ArrayBuffer>,
    change: TriageChange,
  ): Promise<DecisionMade> {
    const decided = await this.#database.writeMuch((sql) => changeTriage(sql, projectId, [...ids], change));
    return this.#showDecided(projectId, decided);
  }

  async putDecisions(projectId: number, decisions: DecidedFinding[]): Promise<DecisionMade> {
    const decided = await this.#database.writeMuch((sql) => putTriage(sql, projectId, decisions));
    return this.#showDecided(projectId, decided);
  }

  async putBaseline(projectId: number, findings: KnownFinding[] | undefined): Promise<void> {
    const write = (sql: Sql) => putBaseline(sql, projectId, findings, Date.now());
    if (await this.#database.write(write)) this.#changes.committed(['runs'], projectId);
  }

  async undoDecision(projectId: number, changeId: number): Promise<DecisionMade | undefined> {
    const decided = await this.#database.writeMuch((sql) => undoTriage(sql, projectId, changeId));
    return decided && this.#showDecided(projectId, decided);
  }

  #showDecided(projectId: number, { files, ...made }: Decided): DecisionMade {
    const index = this.#indexes.current(projectId);
    for (const file of files) index?.decide(file);
    this.#changes.committed(['files', 'findings', 'triage'], projectId);
    return made;
  }

  async putRules(infos: RuleInfo[], disabled: string[]): Promise<void> {
    const changed = await this.#database.write(async (sql) => {
      const replaced = await rules.replaceRules(sql, infos);
      return (await rules.replaceDisabled(sql, disabled)) || replaced;
    });
    if (changed) this.#changes.committed(['rules']);
  }

  userRuleFiles(): Promise<{ path: string; text: string }[]> {
    return this.#database.read(rules.selectUserRuleFiles);
  }

  async putUserRuleFile(path: string, text: string): Promise<void> {
    await this.#database.write((sql) => rules.writeUserRuleFile(sql, path, text));
    this.#changes.committed(['rules']);
  }

  async deleteUserRuleFile(path: string): Promise<void> {
    await this.#database.write((sql) => rules.writeUserRuleFile(sql, path, undefined));
    this.#changes.committed(['rules']);
  }

  async setSetting(key: string, value: string | undefined): Promise<void> {
    await this.#database.write((sql) => writeSetting(sql, key, value));
    if (key === STORE_SETTINGS.textBudget) {
      const { budgetBytes } = await this.#textPolicy();
      await this.#database.write((sql) => fitBudget(sql, budgetBytes));
    }
    // How much of each project was checked depends on which rules are on.
    if (key === STORE_SETTINGS.turnedOn) this.#indexes.forget();
    this.#changes.committed(['settings', ...(FOLLOWING[key] ?? [])]);
  }

  query<Q extends QueryName>(name: Q, params: StoreQueries[Q]['params']): Promise<StoreQueries[Q]['result']> {
    const query: Query<Q> = queries[name];
    const index = (projectId: number) => this.#indexes.get(projectId);
    const loadedIndex = (projectId: number) => this.#indexes.current(projectId);
    const unstoredEnd = (runId: number) => this.#unstoredEnds.get(runId);
    return query.run({ database: this.#database, host: this.#host, index, loadedIndex, unstoredEnd }, params);
  }

  async subscribe(listener: (change: StoreChange) => void): Promise<void> {
    this.#changes.subscribe(listener);
  }

  async wipeTexts(): Promise<void> {
    await this.#database.write((sql) => sql.run('DELETE FROM texts'));
    this.#changes.committed(['texts']);
    await this.#shrink();
  }

  exportDatabase(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#database.export();
  }

  async rebuild(): Promise<void> {
    await rebuildDatabase(this.#database);
    this.#indexes.forget();
    this.#changes.committed(EVERY_TABLE);
  }

  async reset(): Promise<void> {
    this.#host.channel.post({ kind: 'closing' } satisfies TabMessage);
    await this.close();
    try {
      await this.#host.deleteAll();
    } finally {
      // Also where a tab that does not answer kept a database open: what is stored stays usable then.
      await this.open().finally(() => this.#host.channel.post({ kind: 'cleared' } satisfies TabMessage));
      this.#changes.committed(EVERY_TABLE);
    }
  }

  async #prepareResults({ projectId }: LiveRun, results: readonly FileResult[]): Promise<PreparedFile[]> {
    const paths = results.map(({ path }) => path);
    const ofProject = await projectFindingsIn(this.#database, projectId, paths);
    return Promise.all(results.map((result) => prepareResult(result, ofProject.get(result.path))));
  }

  async #storeResults(run: LiveRun, prepared: PreparedFile[]): Promise<void> {
    const policy = await this.#textPolicy();
    const { written, keptTexts } = await this.#write(run, (sql) => writeResults(sql, run, prepared, policy));
    const index = this.#indexes.current(run.projectId);
    const had = (path: string) => index === undefined || (index.file(path)?.count ?? 0) > 0;
    const changesFindings = written.some(({ file, blocks }) => blocks.length > 0 || had(file.path));
    for (const file of written) {
      index?.putWritten(file);
      const { path, hash } = file.file;
      if (file.lost.length > 0) run.lost.push({ path, hash, findings: file.lost });
    }
    const tables: TableName[] = ['files'];
    // Most files have none: whoever shows findings need not ask again for those.
    if (changesFindings) tables.push('findings');
    if (keptTexts) tables.push('texts');
    this.#changes.committed(tables, run.projectId);
  }

  #askQuota(): Promise<number> {
    this.#quota ??= this.#host.estimate().then(
      ({ quotaBytes }) => quotaBytes,
      () => 0,
    );
    return this.#quota;
  }

  async #textPolicy(): Promise<TextPolicy> {
    const quotaBytes = await this.#askQuota();
    return this.#database.read((sql) => readTextPolicy(sql, quotaBytes));
  }

  /** A write of a run. Where its project was deleted meanwhile nothing is written, and the run is over. */
  async #write<T>(run: LiveRun, work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      return await this.#database.write(async (sql) => {
        await runs.touchRun(sql, run.projectId, run.runId, Date.now());
        return work(sql);
      });
    } catch (error) {
      if (isNoProject(error)) this.#endRun(run);
      throw error;
    }
  }

  /** The end of a run could not be stored, so it is known to this tab alone until the database is opened again. */
  async #noteUnstoredEnd({ runId, projectId }: LiveRun, error: unknown): Promise<void> {
    const nothing = { walked: false, files: 0, answered: 0, skipped: [], problems: [], ruleProblems: [] };
    const facts = await this.#database.read((sql) => readFacts(sql, runId)).catch(() => nothing);
    const { envelope } = toAssayError(error);
    const completeness = completenessOf({ ...facts, status: 'failed', error: envelope });
    this.#unstoredEnds.set(runId, completeness);
    this.#indexes.forget(projectId);
  }

  /** Runs that their tab did not live to end; another tab that still lives is waited for in the background. */
  async #endDeadRuns(): Promise<void> {
    for (const projectId of await this.#database.read(runs.selectScanning)) {
      if (await this.#interruptRuns(projectId, CLAIM_WAIT_MS)) continue;
      this.#interruptRuns(projectId, Number.POSITIVE_INFINITY).catch((error) =>
        console.error('A run of another tab could not be followed.', error),
      );
    }
  }

  /** Holding the claim means that nobody scans the project. False if somebody did for all that time. */
  async #interruptRuns(projectId: number, waitMs: number): Promise<boolean> {
    const release = await this.#host.claims.take(scanClaim(projectId), waitMs);
    if (!release) return false;
    try {
      const wereDead = await this.#database.write((sql) => runs.interruptRuns(sql, projectId));
      if (wereDead) {
        this.#indexes.forget(projectId);
        this.#changes.committed(['runs', 'findings'], projectId);
      }
      return true;
    } finally {
      release();
    }
  }

  #endRunsOf(projectId: number): LiveRun[] {
    const ended = [...this.#runs.values()].filter((run) => run.projectId === projectId);
    for (const run of ended) this.#endRun(run);
    return ended;
  }

  #endRun(run: LiveRun): void {
    run.ended = true;
    this.#runs.delete(run.runId);
    run.release();
  }

  /** Ends the runs of this tab and lets go of the database. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) this.#endRun(run);
    this.#indexes.forget();
    await this.#database.close();
  }

  async #reopenCleared(): Promise<void> {
    await this.open();
    this.#changes.tell({ tables: EVERY_TABLE });
  }

  /** Gives the room of deleted rows back to the browser. */
  async #shrink(): Promise<void> {
    await this.#database.plain((sql) => sql.script('PRAGMA incremental_vacuum'));
  }
}

async function writeResults(sql: Sql, run: LiveRun, prepared: PreparedFile[], policy: TextPolicy) {
  const written = await files.replaceFiles(sql, run.projectId, run.runId, run.ruleSetHash, prepared);
  const keptTexts = await putTexts(sql, written, policy, Date.now());
  // It was cancelled meanwhile: the transaction is rolled back.
  if (run.ended) throw new Error('The run has ended.');
  return { written, keptTexts };
}

async function writeEnd(
  sql: Sql,
  run: LiveRun,
  status: Exclude<RunStatus, 'running'>,
  summary: Omit<RunSummary, 'id' | 'status'>,
  { costs = [], ruleProblems, error }: RunEnd,
  { moves, changes }: { moves: readonly Move[]; changes: RunChanges | undefined },
): Promise<{
  completeness: Completeness | undefined;
  removed: string[] | undefined;
  decided: DecidedFile[];
}> {
  const { projectId, runId } = run;
  await runs.writeSummary(sql, runId, summary);
  if (ruleProblems) await runs.writeRuleProblems(sql, runId, ruleProblems);
  await runs.closeRun(sql, runId, status, error);
  const completeness = await readCompleteness(sql, projectId);
  if (status !== 'done') return { completeness, removed: undefined, decided: [] };
  await runs.writeCosts(sql, projectId, runId, costs);
  await runs.removeOldSkipped(sql, projectId, runId);
  if (!(await runs.wasWalked(sql, runId))) return { completeness, removed: undefined, decided: [] };
  const removed = await files.removeUnseen(sql, projectId, runId);
  const decided = await applyMoves(sql, projectId, moves);
  await writeChanges(sql, projectId, changes);
  await removeUnusedTexts(sql);
  return { completeness, removed, decided };
}

/** Held by the tab that scans a project, so that its runs are known to be alive. */
function scanClaim(projectId: number): string {
  return `scan-${projectId}`;
}
