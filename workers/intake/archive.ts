/** Opens an archive as a tree, by what its first bytes say and not by its name. */
import type { AssayError } from '../protocol';
import { brokenArchive, tooLargeArchive } from './archive-errors';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits';
import type { PathTree } from './path-tree';
import { openTar } from './tar';
import type { FileTree } from './tree';
import { openZip } from './zip';

async function startsWith(file: Blob, ...magic: number[]): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, magic.length).arrayBuffer());
  return magic.every((byte, index) => head[index] === byte);
}

/** The name without what tells the format. */
function plainName(name: string): string {
  return name.replace(/\.(zip|tar|tgz|tar\.gz)$/i, '');
}

/** Unpacks as it arrives, and stops where more comes out than the limits allow. */
async function gunzip(file: Blob, limits: ArchiveLimits): Promise<Blob> {
  const allowed = Math.min(limits.totalBytes, Math.max(limits.ratioFloorBytes, file.size * limits.ratio));
  let seen = 0;
  // Kept here, since what ends a stream comes out of `Response` as an error that has lost its cause.
  let refusal: AssayError | undefined;
  const guard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      seen += chunk.length;
      if (seen > allowed) {
        refusal = tooLargeArchive(file.size, allowed);
        throw refusal;
      }
      controller.enqueue(chunk);
    },
  });
  try {
    // A blob, because browsers keep large ones out of memory and it can be read at any place.
    const unpacked = file.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(guard);
    return await new Response(unpacked).blob();
  } catch (error) {
    throw refusal ?? brokenArchive('its compressed data ends early or is damaged', error);
  }
}

async function readArchive(file: File, name: string, limits: ArchiveLimits): Promise<PathTree> {
  if (await startsWith(file, 0x50, 0x4b)) return openZip(file, name, limits);
  if (await startsWith(file, 0x1f, 0x8b)) return openTar(await gunzip(file, limits), name, limits);
  return openTar(file, name, limits);
}

/** A zip, tar or tar.gz as a tree. A single folder around everything is left away. */
export async function openArchive(file: File, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<FileTree> {
  const tree = await readArchive(file, plainName(file.name), limits);
  const only = tree.onlyFolder();
  return only === undefined ? tree : tree.below(only);
}
