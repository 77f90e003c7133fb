/** Formats one text with one of the formatters, whose compiled code is handed over. */
import * as biome from '@wasm-fmt/biome_fmt/web';
import * as clangFormat from '@wasm-fmt/clang-format/web';
import * as gofmt from '@wasm-fmt/gofmt/web';
import * as ruff from '@wasm-fmt/ruff_fmt/web';
import * as sql from '@wasm-fmt/sql_fmt/web';
import * as taplo from '@wasm-fmt/taplo_fmt/web';
import { AssayError, type FormatOrder, type Formatter } from '../protocol';

/** Code may be so wide where nobody says otherwise. */
const LINE_WIDTH = 100;
/** What a tab counts for. */
const TAB_WIDTH = 4;

type Format = (order: FormatOrder) => string;

const layout = ({ indent, tabWidth = TAB_WIDTH }: FormatOrder) => ({
  style: indent === '\t' ? ('tab' as const) : ('space' as const),
  width: indent === '\t' ? tabWidth : indent.length,
});

const FORMATS: Record<Formatter, { start: (module: WebAssembly.Module) => unknown; format: Format }> = {
  biome: {
    start: biome.initSync,
    format: (order) => {
      const { text, path } = order;
      const { style, width } = layout(order);
      const options = { indentStyle: style, indentWidth: width, lineWidth: LINE_WIDTH };
      return biome.format(text, path, { ...options, quoteStyle: quotesOf(text) });
    },
  },
  ruff: {
    start: ruff.initSync,
    format: (order) => {
      const { text, path } = order;
      const { style, width } = layout(order);
      return ruff.format(text, path, { indent_style: style, indent_width: width, quote_style: 'preserve' });
    },
  },
  gofmt: { start: gofmt.initSync, format: ({ text }) => gofmt.format(text) },
  'clang-format': {
    start: clangFormat.initSync,
    format: (order) => clangFormat.format(order.text, order.path, order.style ?? clangStyle(order)),
  },
  'sql-fmt': {
    start: sql.initSync,
    format: (order) => {
      const { style, width } = layout(order);
      return sql.format(order.text, { indent_style: style, indent_width: width });
    },
  },
  taplo: {
    start: taplo.initSync,
    format: ({ text, indent }) =>
      taplo.format(text, { indent_string: indent, column_width: LINE_WIDTH, allowed_blank_lines: 1 }),
  },
};

/** The order of includes can mean something, so it stays. */
function clangStyle(order: FormatOrder): string {
  const { style, width } = layout(order);
  const tabs = style === 'tab' ? 'Always' : 'Never';
  const own = `IndentWidth: ${width}, TabWidth: ${width}, UseTab: ${tabs}, ColumnLimit: ${LINE_WIDTH}`;
  return `{BasedOnStyle: LLVM, ${own}, SortIncludes: Never}`;
}

/** The quotes that most strings of the text have. */
function quotesOf(text: string): 'single' | 'double' {
  const count = (quote: string) => text.split(quote).length;
  return count("'") > count('"') ? 'single' : 'double';
}

export function formatText(module: WebAssembly.Module, order: FormatOrder): string {
  const { start, format } = FORMATS[order.formatter];
  start(module);
  const isWindows = order.text.includes('\r\n');
  const text = isWindows ? order.text.replaceAll('\r\n', '\n') : order.text;
  try {
    const formatted = withEnd(format({ ...order, text }).replaceAll('\r\n', '\n'), order.finalNewline);
    return (order.crlf ?? isWindows) ? formatted.replaceAll('\n', '\r\n') : formatted;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AssayError({
      code: 'not-formatted',
      message: 'The text could not be read.',
      detail: detail.slice(0, 500),
    });
  }
}

function withEnd(text: string, isWanted: boolean | undefined): string {
  if (isWanted === undefined || text === '') return text;
  const plain = text.replace(/\n+$/, '');
  return isWanted ? `${plain}\n` : plain;
}
