/**
 * Between findings as the engine reports them and the shape that is shared. Whether code goes along is
 * decided here and nowhere else: without it no text of the project leaves but paths and rule messages.
 */
import type { Finding, ImportedFile, RuleInfo } from '../../workers/protocol';
import { type SharedDocument, type SharedSnippet } from './file-format';
/** A finding to share, with its file and, if it is known, its rule. */
export interface Shareable {
  path: string;
  finding: Finding;
  rule?: RuleInfo | undefined;
  /** The lines around it; shared only with code. */
  snippet?: SharedSnippet | undefined;
}
export interface ShareOptions {
  project: string;
  generator: string;
  /** Whether excerpts, metavariables, fixes and snippets go along. */
  withCode: boolean;
}
/** The document of these findings; files and rules in the order in which they first occur. */
export declare function makeDocument(findings: Shareable[], options: ShareOptions): SharedDocument;
/** The findings of a document, ready for the store. */
export declare function importedFiles(document: SharedDocument): ImportedFile[];
/** The rules of a document as the store keeps rules; what this release knows of a rule wins over the sender. */
export declare function importedRules(
  document: SharedDocument,
  known: ReadonlyMap<string, RuleInfo>,
): RuleInfo[];
