import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalysisOptions,
  type AnalysisProgress,
  type AnalysisService,
  DEFAULT_ANALYSIS_OPTIONS,
  type FileReport,
  type FileResult,
  type SourceFile,
} from '../protocol';
import { type Client, connect, serve } from '../rpc';
import { makeAnalysisService } from './service';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const wasm = (path: string) => WebAssembly.compile(readFileSync(join(ROOT, path)));

const RULES = `
id: no-eval
language: python
severity: error
message: eval of $X
rule: { pattern: eval($X) }
---
id: no-debugger
language: javascript
severity: warning
message: debugger
rule: { pattern: debugger }
---
id: no-zig
language: zig
severity: info
message: zig
rule: { pattern: unreachable }
`;

const utf8 = (text: string) => new TextEncoder().encode(text);
const reportOf = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as FileReport;
const textOf = ({ text }: FileResult) => text && inflateRawSync(text).toString();

function fileOf(path: string, text: string): SourceFile {
  const bytes = utf8(text);
  return { path, size: bytes.length, modifiedMs: 1, hash: `hash of ${path}`, bytes };
}

let service: Client<AnalysisService>;
const loaded: string[] = [];
let isZigThere = false;

beforeAll(async () => {
  const { port1, port2 } = new MessageChannel();
  serve(makeAnalysisService(), port1);
  service = connect<AnalysisService>(port2).service;
  await service.setup(await wasm('crates/wasm/pkg/assay_wasm_bg.wasm'), (name) => {
    loaded.push(name);
    if (name === 'zig' && !isZigThere) return Promise.reject(new Error('404 Not Found'));
    return wasm(`public/grammars/${name}.wasm`);
  });
  const { rules, problems } = await service.loadRules({
    sources: [{ path: 'r.yml', text: RULES, origin: 'user' }],
    disabled: [],
  });
  expect(problems).toEqual([]);
  expect(rules.length).toBe(3);
});

const check = async (path: string, text: string, options: Partial<AnalysisOptions> = {}) =>
  reportOf(await service.check(path, utf8(text), { ...DEFAULT_ANALYSIS_OPTIONS, ...options }));

/** A queue of files and a store, each behind a port as in the browser. */
async function plug(files: SourceFile[]) {
  const queue = [...files];
  const batches: FileResult[][] = [];
  const source = {
    take: async (_: number, __: number, ___: number) => queue.splice(0, 2),
    read: async (path: string) => files.find((file) => file.path === path) as SourceFile,
  };
  const sink = { putResults: async (_: number, results: FileResult[]) => batches.push(results) > 0 };
  const ports = [source, sink].map((one) => {
    const { port1, port2 } = new MessageChannel();
    serve(one, port1);
    return port2;
  });
  await service.connect(ports[0] as MessagePort, ports[1] as MessagePort);
  return { batches, results: () => batches.flat() };
}

const never = () => new AbortController().signal;

describe('a check', () => {
  it('loads the grammars a file needs, once', async () => {
    for (const path of ['a.py', 'b.py']) {
      expect((await check(path, 'x = eval(y)\n')).findings.map(({ ruleId }) => ruleId)).toEqual(['no-eval']);
    }
    expect(loaded.filter((name) => name === 'python')).toEqual(['python']);
  });

  it('names a grammar that cannot be had, and goes on', async () => {
    const report = await check('a.zig', 'fn f() void { unreachable; }\n');
    expect(report.problems).toMatchObject([{ kind: 'no-grammar' }]);
    expect(report.problems[0]?.message).toContain('404 Not Found');
    expect((await check('c.py', 'eval(1)\n')).findings.length).toBe(1);
  });

  it('refuses a language that is none', async () => {
    await expect(check('a.py', '', { language: 'klingon' })).rejects.toMatchObject({
      envelope: { code: 'unknown-language' },
    });
  });

  it('cuts a file off that is over its time', async () => {
    const report = await check('big.py', 'x = eval(y)\n'.repeat(200_000), { fileBudgetMs: 5 });
    expect(report.problems).toMatchObject([{ kind: 'timed-out' }]);
  });

  it('bears 100,000 brackets', async () => {
    const report = await check('deep.py', `eval(${'('.repeat(100_000)}\n`, { fileBudgetMs: 2000 });
    expect(report.path).toBe('deep.py');
    expect((await check('after.py', 'eval(1)\n')).findings.length).toBe(1);
  });
});

describe('a run', () => {
  it('checks what it is given and stores every result', async () => {
    const { results } = await plug([
      fileOf('a.py', 'eval(1)\n'),
      fileOf('b.py', 'x = 1\n'),
      fileOf('c.js', 'debugger;\n'),
    ]);
    const progress: AnalysisProgress[] = [];
    await service.run(1, 1, DEFAULT_ANALYSIS_OPTIONS, (now) => void progress.push(now), never());
    expect(results().map(({ path, findings }) => [path, findings])).toEqual([
      ['a.py', 1],
      ['b.py', 0],
      ['c.js', 1],
    ]);
    expect(results()[0]).toMatchObject({ hash: 'hash of a.py', size: 8, modifiedMs: 1 });
    expect(results()[0]?.text).toBeUndefined();
    expect(progress.at(-1)).toMatchObject({ files: 3, bytes: 24, counts: { high: 1, medium: 1 } });
  });

  it('sends the first finding at once', async () => {
    const { batches } = await plug([
      fileOf('a.py', 'eval(1)\n'),
      fileOf('b.py', 'eval(2)\n'),
      fileOf('c.py', 'eval(3)\n'),
    ]);
    await service.run(1, 1, DEFAULT_ANALYSIS_OPTIONS, () => {}, never());
    expect(batches[0]?.map(({ path }) => path)).toEqual(['a.py']);
  });

  it('keeps the text of files with findings if asked', async () => {
    const { results } = await plug([fileOf('a.py', 'eval(1)\n'), fileOf('b.py', 'x = 1\n')]);
    await service.run(1, 1, { ...DEFAULT_ANALYSIS_OPTIONS, keepText: true }, () => {}, never());
    expect(results().map(textOf)).toEqual(['eval(1)\n', undefined]);
  });

  it('asks once more for a grammar that could not be had in an earlier run', async () => {
    const reportOfRun = async () => {
      const { results } = await plug([fileOf('again.zig', 'fn f() void { unreachable; }\n')]);
      await service.run(1, 1, DEFAULT_ANALYSIS_OPTIONS, () => {}, never());
      return reportOf((results()[0] as FileResult).report);
    };
    expect((await reportOfRun()).problems.map(({ kind }) => kind)).toEqual(['no-grammar']);
    isZigThere = true;
    const report = await reportOfRun();
    expect(report.problems).toEqual([]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['no-zig']);
  });

  it('stops when it is cancelled', async () => {
    const { results } = await plug(
      Array.from({ length: 2000 }, (_, at) => fileOf(`f${at}.py`, 'eval(1)\n'.repeat(200))),
    );
    const controller = new AbortController();
    const done = service.run(1, 1, DEFAULT_ANALYSIS_OPTIONS, () => controller.abort(), controller.signal);
    await done;
    expect(results().length).toBeLessThan(2000);
  });
});

describe('a retry', () => {
  it('tells each rule before it runs, and leaves out what it is told to', async () => {
    const { results } = await plug([fileOf('a.py', 'eval(1)\n')]);
    const steps: string[] = [];
    const tell = (rule: string) => void steps.push(rule);
    expect(await service.retry(1, 'a.py', DEFAULT_ANALYSIS_OPTIONS, [], undefined, tell)).toMatchObject({
      files: 1,
    });
    expect(steps).toContain('no-eval');
    const problem = { kind: 'crashed', message: 'it died', ruleId: 'no-eval' } as const;
    await service.retry(1, 'a.py', DEFAULT_ANALYSIS_OPTIONS, ['no-eval'], problem, tell);
    const reports = results().map(({ report }) => reportOf(report));
    expect(reports.map(({ findings }) => findings.length)).toEqual([1, 0]);
    expect(reports[1]?.problems).toEqual([problem]);
  });

  it('ends in a result that says why there is none', async () => {
    const { results } = await plug([fileOf('a.py', 'eval(1)\n')]);
    await service.fail(1, 'a.py', { kind: 'timed-out', message: 'it hung' });
    expect(results()).toMatchObject([{ path: 'a.py', hash: '', findings: 0, size: 8 }]);
    expect(reportOf((results()[0] as FileResult).report)).toMatchObject({
      problems: [{ message: 'it hung' }],
    });
  });
});
