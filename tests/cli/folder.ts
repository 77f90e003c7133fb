/** A folder of its own for each test of a file that imports this, and the built command in it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { COMMAND } from './command';

/** Without colours, whatever the terminal says of them, and without the configuration of the person who runs the tests. */
export const environment = { ...process.env, NO_COLOR: '1', XDG_CONFIG_HOME: '/nonexistent' };

/** The folder of the test that runs. */
export let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of it, and the folders that it is in. */
export function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** The text of a file of it. */
export function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Runs the command in it. */
export function assay(...args: string[]) {
  return assayWith({}, ...args);
}

/** The same with variables of the environment, or with what is typed. */
export function assayWith(more: { env?: Record<string, string>; input?: string }, ...args: string[]) {
  const all = [...COMMAND, ...args];
  const env = { ...environment, ...more.env };
  const options = { cwd: folder, encoding: 'utf8', env, ...(more.input && { input: more.input }) } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
  return { status, stdout, stderr };
}
