/** Fixes a file that an analysis worker was told of: reads it, and what is said of how it is to be written. */
import { styleOf } from '#engine';
import {
  type AnalysisSource,
  AssayError,
  contentHash,
  type EditorConfig,
  type FixedFile,
  type FixOrder,
  type RawFile,
  type TextStyle,
} from '../protocol';
import { move } from '../rpc';
import type { Analyser } from './analyser';
import { fixFile, sentence } from './fix-file';
import type { Rewriter } from './rewrite';

export async function fixOrdered(
  analyser: Analyser,
  source: Pick<AnalysisSource, 'raw'>,
  order: FixOrder,
  rewriter: () => Rewriter,
): Promise<FixedFile> {
  const { path, choice, options } = order;
  const { bytes, text, hash } = order.text ? ofText(path, order.text) : await source.raw(path);
  if (order.hash !== undefined && hash !== '' && contentHash(hash) !== contentHash(order.hash))
    return changed(path, bytes);
  const editorConfigs = { path, configs: await configsAbove(path, source) };
  const file = { path, raw: bytes, text, editorConfigs };
  let fixed: FixedFile;
  if (choice.kind === 'rewrite') {
    const { fixes, refused } = await rewriter().rewrite(path, text, choice, options);
    fixed = await fixFile(analyser, file, { kind: 'given', fixes }, options);
    fixed.refused.push(...refused);
  } else {
    fixed = await fixFile(analyser, file, choice, options);
  }
  const buffers = new Set([fixed.before.buffer, fixed.after.buffer]);
  return move(fixed, [...buffers]);
}

function ofText(path: string, text: Uint8Array<ArrayBuffer>): RawFile {
  return { path, hash: '', bytes: text, text };
}

function changed(path: string, bytes: Uint8Array<ArrayBuffer>): FixedFile {
  const refused = {
    ...{ ruleId: '', line: 0, message: '', isSafe: false },
    ...{ refusal: 'changed' as const, why: sentence('changed') },
  };
  return { path, before: bytes, after: bytes, applied: [], refused: [refused] };
}

/** How a file is to be written. */
export async function styleAbove(path: string, source: Pick<AnalysisSource, 'raw'>): Promise<TextStyle> {
  return styleOf(path, await configsAbove(path, source));
}

/** Reads the `.editorconfig` files of a file's folder and those above, the outermost first. */
async function configsAbove(path: string, source: Pick<AnalysisSource, 'raw'>): Promise<EditorConfig[]> {
  const segments = path.split('/').slice(0, -1);
  const folders = segments.map((_, depth) => segments.slice(0, depth + 1).join('/'));
  const configs = ['', ...folders].map(async (folder) => {
    const config = folder === '' ? '.editorconfig' : `${folder}/.editorconfig`;
    try {
      return [{ folder, text: new TextDecoder().decode((await source.raw(config)).text) }];
    } catch (error) {
      // Most folders have none, and there may be no folder at all.
      if (error instanceof AssayError) return [];
      throw error;
    }
  });
  return (await Promise.all(configs)).flat();
}
