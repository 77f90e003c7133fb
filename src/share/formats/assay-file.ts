/** The `.assay.json` file: a shared document as plain JSON, for what is too much for a link. */
import type { SharedDocument } from '../file-format';
import { readDocument } from '../read-document';
import { bad, type Read } from '../result';

export const FILE_EXTENSION = '.assay.json';

/** Larger files are refused before they are read; bytes. */
export const MAX_FILE_BYTES = 100_000_000;

export function encodeFile(document: SharedDocument): string {
  return `${JSON.stringify(document)}\n`;
}

export function decodeFile(text: string): Read<SharedDocument> {
  const parsed = parse(text);
  return parsed.ok ? readDocument(parsed.value) : parsed;
}

function parse(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return bad(
      'share-broken',
      'The shared findings file is damaged or incomplete.',
      error instanceof Error ? error.message : String(error),
      'Ask the sender for the file again.',
    );
  }
}
