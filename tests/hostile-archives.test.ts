/**
 * Archives that were made to do harm, where they are: the folder comes from the environment. In the intake and through the
 * command, what can be read is read, the rest is named, nothing leaves the root, and the next archive opens.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Intake } from '../workers/intake';
import { zipOf } from '../workers/intake/testing-archives';
import { DEFAULT_INTAKE_OPTIONS, type SkippedFile } from '../workers/protocol';
import { COMMAND } from './cli/command';

const suite = process.env.ASSAY_CONFORMANCE;
const folder = join(suite ?? '', 'hostile/archives');
const why =
  suite !== undefined && existsSync(folder)
    ? undefined
    : `ASSAY_CONFORMANCE names no folder (${suite ?? 'not set'})`;
if (why !== undefined) console.log(`The hostile archives are not opened: ${why}.`);
const archives = why === undefined ? readdirSync(folder).sort() : [];

/** Reasons that say that something was not read though nobody chose so. */
const GAPS = new Set(['unreadable', 'encrypted', 'unsupported', 'damaged', 'archive-limit', 'unsafe-path']);

/** Read to the end and without a gap: files, by what is in the archive and how it should come out. */
const WHOLE = /^(02|15|17|18|26|27|29|36|51|64|69|70|72|76)-/;
/** There is nothing to read, or it is no archive: said with these codes. */
const REFUSED: Record<string, string> = {
  '23-empty.zip': 'archive-empty',
  '24-zero-bytes.zip': 'archive-broken',
  '67-empty.tar': 'archive-empty',
  '73-text.zip': 'archive-broken',
  '78-xz.tar.xz.zip': 'archive-unsupported',
};

interface Outcome {
  files: string[];
  skipped: SkippedFile[];
  error?: string | undefined;
}

async function scan(intake: Intake, name: string, bytes: Uint8Array): Promise<Outcome> {
  const files: string[] = [];
  const skipped: SkippedFile[] = [];
  const ledger = {
    followUp: async () => undefined,
    knownFiles: async () => [],
    addFiles: async () => {},
    addSkipped: async (_: number, entries: SkippedFile[]) => void skipped.push(...entries),
    keepUnchanged: async () => {},
    walked: async () => {},
  };
  try {
    await intake.open({ kind: 'archive', file: new File([new Uint8Array(bytes)], name) });
    const run = { revision: 1, projectId: 1, ruleSetHash: '', options: DEFAULT_INTAKE_OPTIONS };
    await intake.start(run, ledger, () => {});
    for (let batch = await intake.take(1, 1, 1e6); batch.length > 0; batch = await intake.take(1, 1, 1e6)) {
      files.push(...batch.map(({ path }) => path));
    }
    await intake.finished(1);
    return { files, skipped };
  } catch (error) {
    return {
      files,
      skipped,
      error: (error as { envelope?: { code: string } }).envelope?.code ?? String(error),
    };
  }
}

describe.skipIf(why !== undefined)('hostile archives', () => {
  const intake = new Intake();
  afterAll(async () => {
    const next = await scan(intake, 'next.zip', zipOf([{ name: 'a.py', text: 'x' }]));
    expect(next.files).toEqual(['a.py']);
  });

  it.each(archives)('%s is read or named', async (name) => {
    const { files, skipped, error } = await scan(intake, name, readFileSync(join(folder, name)));
    expect(error).toBe(REFUSED[name]);
    if (error) return;
    const gaps = skipped.filter(({ reason }) => GAPS.has(reason));
    expect(gaps.length === 0).toBe(WHOLE.test(name));
    expect(files.length + skipped.length).toBeGreaterThan(0);
    for (const path of files) expect(path.split('/')).not.toContain('..');
    expect(new Set([...files, ...skipped.map(({ path }) => path)]).size).toBe(files.length + skipped.length);
    for (const { detail } of skipped) expect(detail).not.toBe('');
  });

  it.each(archives)('%s goes through the command', (name) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...COMMAND, 'scan', join(folder, name)], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const said = `${stdout}${stderr}`;
    expect(said).not.toContain('internal error');
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    if (REFUSED[name]) expect(status).not.toBe(0);
    else if (WHOLE.test(name)) expect(stdout).toMatch(/findings? .*in \d+ files?/);
    else expect(stdout).toContain('left out:');
  });
});
