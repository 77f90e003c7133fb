/** Lines of code around findings, cut out of a file for the receiver who does not have it. */
import type { Range } from '../../workers/protocol';
import type { SharedSnippet } from './file-format';
/** The lines of a range and some around it. `lines` are all lines of the file. */
export declare function cutSnippet(lines: readonly string[], { start, end }: Range): SharedSnippet;
/** The same lines, sorted, each once: snippets that touch or overlap become one. */
export declare function joinSnippets(snippets: SharedSnippet[]): SharedSnippet[];
