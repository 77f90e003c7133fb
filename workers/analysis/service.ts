/** The analysis service over one analyser: what the worker of either host exposes. */
import {
  type AnalysisProgress,
  type AnalysisService,
  type AnalysisSink,
  type AnalysisSource,
  AssayError,
  type FileSummaries,
} from '../protocol';
import { type Connection, connect } from '../rpc';
import { Analyser } from './analyser';
import { chosenFindings } from './chosen-findings';
import { fixOrdered, styleAbove } from './fix-ordered';
import { Outbox } from './outbox';
import type { ReadAhead } from './read-ahead';
import { failedReport, withProblem } from './reports';
import { Rewriter } from './rewrite';
import { type RunPorts, run } from './run';
import { readFor, sendSummaries, summarise } from './summarise';
import { Workshop } from './workshop/workshop';

/** A file that needed a second try may take this many times its budget: rules one by one are slower. */
const RETRY_BUDGET = 2;

function notReady(what: string): AssayError {
  return new AssayError({ code: 'not-ready', message: `The analysis worker was not given ${what}.` });
}

const ignoreProgress = (_: AnalysisProgress) => {};

/** A service that has no engine yet; `setup` gives it one. `readAhead` is for who may wait for its first file. */
export function makeAnalysisService(readAhead?: ReadAhead): AnalysisService {
  let made: Analyser | undefined;
  let ports: { source: Connection<AnalysisSource>; sink: Connection<AnalysisSink> } | undefined;
  /** What the last run was told on the way. */
  let told: FileSummaries[] = [];
  const analyser = () => {
    if (!made) throw notReady('its engine');
    return made;
  };
  let rewriting: Rewriter | undefined;
  const rewriter = () => {
    rewriting ??= new Rewriter(analyser().beside());
    return rewriting;
  };
  let shop: Workshop | undefined;
  const workshop = () => {
    shop ??= new Workshop(analyser().beside());
    return shop;
  };
  const connected = (): RunPorts => {
    if (!ports) throw notReady('its ports');
    return { source: ports.source.service, sink: ports.sink.service };
  };

  return {
    async setup(engine, grammar) {
      made = new Analyser(engine, grammar);
      rewriting = undefined;
      shop = undefined;
    },
    async connect(source, sink) {
      ports = { source: connect(source), sink: connect(sink) };
    },
    async loadRules(choice) {
      const loaded = analyser().loadRules(choice);
      readAhead?.start(analyser());
      return loaded;
    },
    async adoptRules(choice) {
      analyser().adoptRules(choice);
      readAhead?.start(analyser());
    },
    analyses: async () => analyser().analyses(),
    compileRules: async (languages) => analyser().compileRules(languages),
    run(revision, consumer, options, progress, signal) {
      readAhead?.stop();
      told = [];
      return run(analyser(), connected(), { revision, consumer, options, progress, signal, told });
    },
    async putSummaries(projectId, engine, signal) {
      const files = told;
      told = [];
      await sendSummaries(connected().sink, { projectId, engine }, files, signal);
    },
    summarise: (order, paths, signal) => summarise(analyser(), connected(), order, paths, signal),
    async failSummaries(order, path) {
      const ports = connected();
      const file = await readFor(order, ports, path);
      if (file) await sendSummaries(ports.sink, order, [{ path, hash: file.hash }]);
    },
    async retry(revision, path, options, skipRules, problem, step) {
      const { source, sink } = connected();
      const file = await source.read(path);
      // What it tells other files is made later: a file that cannot be summarised still has its findings.
      const patient = { ...options, summaries: false, fileBudgetMs: options.fileBudgetMs * RETRY_BUDGET };
      let told: void | Promise<void>;
      const onRule = (ruleId: string) => {
        told = step(ruleId);
      };
      // Steps go by a port of their own: the last one must be there before the news that the engine died.
      const extras = { isolate: true, skipRules, onRule };
      const checked = await analyser()
        .check(path, file.bytes, patient, extras)
        .finally(() => told);
      const report = problem ? withProblem(checked.report, problem) : checked.report;
      const outbox = new Outbox(revision, options, sink, ignoreProgress);
      outbox.add(file, { ...checked, report });
      await outbox.close();
      return outbox.totals;
    },
    async fail(revision, path, problem) {
      const { source, sink } = connected();
      const { size, modifiedMs } = await source.read(path);
      const report = failedReport(path, problem);
      // Without a hash the result is never taken for a known one.
      await sink.putResults(revision, [
        { path, size, modifiedMs, hash: '', elapsedMs: 0, report, findings: 0 },
      ]);
    },
    style: (path) => styleAbove(path, connected().source),
    fix: (order) => fixOrdered(analyser(), connected().source, order, rewriter),
    tryRules: (sources, support, codes) => workshop().tryRules(sources, support, codes),
    trees: (code) => workshop().trees(code),
    why: (source, support, rule, place) => workshop().why(source, support, rule, place),
    learn: (examples, language, semgrepName) => workshop().learn(examples, language, semgrepName),
    convert: (...asked) => workshop().convert(...asked),
    clauses: (source, rule) => workshop().clauses(source, rule),
    ping: async () => ({
      isWaiting: made?.isWaiting || ports?.source.isWaiting() || ports?.sink.isWaiting() || false,
      steps: made?.steps ?? 0,
    }),
    async check(path, bytes, options) {
      const checked = await analyser().check(path, bytes, options);
      return chosenFindings(checked, options.choice, undefined, options.formerIds).report;
    },
  };
}
