/** What is asked of formatters: other programs' code, in a worker of their own. */

export const FORMATTERS = ['biome', 'ruff', 'gofmt', 'clang-format', 'sql-fmt', 'taplo'] as const;
export type Formatter = (typeof FORMATTERS)[number];

/** A text to be formatted. */
export interface FormatOrder {
  formatter: Formatter;
  path: string;
  text: string;
  /** What a level of indentation is: a tab, or spaces. Those that know but one form use that. */
  indent: string;
  /** What a tab counts for. */
  tabWidth?: number;
  /** How lines end; as the text has it where nobody says. */
  crlf?: boolean;
  /** Whether the last line has an end; as the formatter has it where nobody says. */
  finalNewline?: boolean;
  /** What the project says of its style, in the formatter's own words, where it reads such a file. */
  style?: string;
}

export interface FormatService {
  /** The text as the formatter writes it; rejects with what it says of a text that it cannot read. */
  format(module: WebAssembly.Module, order: FormatOrder): Promise<string>;
}
