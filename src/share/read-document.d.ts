/**
 * Reads a shared document from untrusted data: every field is checked and copied by name into a fresh
 * object, so whatever else came along is left behind.
 */
import type { Dialect, Severity } from '../../workers/protocol';
import { type SharedDocument } from './file-format';
import { type Read } from './result';
export declare const SEVERITIES: readonly Severity[];
export declare const DIALECTS: readonly Dialect[];
/** Turns parsed JSON into a document, or says what is wrong with it. */
export declare function readDocument(value: unknown): Read<SharedDocument>;
/** The explanation for a version from the future. */
export declare function tooNew(version: number | string): Read<never>;
