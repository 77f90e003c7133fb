/** The `.assay.json` file: a shared document as plain JSON, for what is too much for a link. */
import type { SharedDocument } from '../file-format';
import { type Read } from '../result';
export declare const FILE_EXTENSION = '.assay.json';
/** Larger files are refused before they are read; bytes. */
export declare const MAX_FILE_BYTES = 100000000;
export declare function encodeFile(document: SharedDocument): string;
export declare function decodeFile(text: string): Read<SharedDocument>;
