/**
 * Links a grammar into the running engine.
 *
 * A grammar is a WebAssembly side module: position-independent code that lives in somebody else's
 * memory and function table. This does what a dynamic linker does: finds room, gives the module what
 * it imports, lets it fix up its own addresses, and puts the function that yields the grammar into
 * the table, where its place is a function pointer to Rust. The format is the `dylink.0` section of
 * the WebAssembly tool conventions (DynamicLinking.md).
 */
import type { InitOutput } from '#engine';
import { AssayError } from '../protocol';

/** What of the engine a grammar is linked against. */
export interface EngineExports {
  exports: InitOutput;
  /** The engine's own function table, from `functionTable()`. */
  table: WebAssembly.Table;
}

type Exports = Record<string, WebAssembly.ExportValue>;
type Allocate = (bytes: number) => number;

/** Room that a side module asks for. Alignments are powers of two, in bytes. */
interface Layout {
  memorySize: number;
  memoryAlign: number;
  tableSize: number;
}

/** Where a side module was put. */
interface Place {
  memoryBase: number;
  tableBase: number;
}

/** Links a compiled grammar and returns the table slot to hand to `engine.addGrammar`. */
export function linkGrammar(name: string, module: WebAssembly.Module, engine: EngineExports): number {
  const place = makeRoom(readLayout(name, module), engine);
  const globals = new Map<string, WebAssembly.Global>();
  const imports = resolveImports(name, module, engine, place, globals);
  const exports = new WebAssembly.Instance(module, imports).exports as Exports;
  fillGlobals(name, globals, exports, place, engine);
  call(exports.__wasm_apply_data_relocs);
  call(exports.__wasm_call_ctors);
  return addToTable(engine.table, grammarFunction(name, exports));
}

function call(value: WebAssembly.ExportValue | undefined): void {
  if (typeof value === 'function') value();
}

/** Allocates zeroed memory and table slots. They are never given back: a grammar stays until the engine ends. */
function makeRoom({ memorySize, memoryAlign, tableSize }: Layout, engine: EngineExports): Place {
  const { memory } = engine.exports;
  const allocate = (engine.exports as unknown as { malloc: Allocate }).malloc;
  const start = allocate(memorySize + memoryAlign);
  if (start === 0) throw new RangeError('Out of memory: a grammar could not be loaded.');
  const memoryBase = Math.ceil((start >>> 0) / memoryAlign) * memoryAlign;
  new Uint8Array(memory.buffer, memoryBase, memorySize).fill(0);
  return { memoryBase, tableBase: engine.table.grow(tableSize) };
}

/** Gives a module all it imports, or says which symbol nobody has. */
function resolveImports(
  name: string,
  module: WebAssembly.Module,
  engine: EngineExports,
  place: Place,
  globals: Map<string, WebAssembly.Global>,
): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  const environment = environmentOf(name, engine, place);
  for (const { module: space, name: symbol } of WebAssembly.Module.imports(module)) {
    const value = space === 'env' ? environment[symbol] : globalOffset(space, symbol, globals);
    if (value === undefined) throw unknownImport(name, `${space}.${symbol}`);
    imports[space] = { ...imports[space], [symbol]: value };
  }
  return imports;
}

function environmentOf(
  name: string,
  engine: EngineExports,
  place: Place,
): Record<string, WebAssembly.ImportValue> {
  const fail = (what: string) => () => {
    throw new WebAssembly.RuntimeError(`the scanner of the grammar ${name} gave up: ${what}`);
  };
  const constant = (value: number) => new WebAssembly.Global({ value: 'i32', mutable: false }, value);
  return {
    ...(engine.exports as unknown as Record<string, WebAssembly.ImportValue>),
    __indirect_function_table: engine.table,
    __memory_base: constant(place.memoryBase),
    __table_base: constant(place.tableBase),
    abort: fail('abort'),
    exit: fail('exit'),
    __assert_fail: fail('assertion failed'),
    // The one use is a message to stderr before `exit`.
    fwrite: () => 0,
  };
}

/** Entries of the global offset table: filled once the module's own exports are known. */
function globalOffset(
  space: string,
  symbol: string,
  globals: Map<string, WebAssembly.Global>,
): WebAssembly.Global | undefined {
  if (space !== 'GOT.mem' && space !== 'GOT.func') return undefined;
  const global = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
  globals.set(`${space}.${symbol}`, global);
  return global;
}

function fillGlobals(
  name: string,
  globals: Map<string, WebAssembly.Global>,
  exports: Exports,
  place: Place,
  engine: EngineExports,
): void {
  for (const [key, global] of globals) {
    const symbol = key.slice(key.lastIndexOf('.') + 1);
    const value = exports[symbol] ?? (engine.exports as unknown as Exports)[symbol];
    if (typeof value === 'function') global.value = addToTable(engine.table, value);
    else if (value instanceof WebAssembly.Global) global.value = Number(value.value) + place.memoryBase;
    else throw unknownImport(name, key);
  }
}

function addToTable(table: WebAssembly.Table, value: WebAssembly.ExportValue): number {
  const slot = table.grow(1);
  table.set(slot, value);
  return slot;
}

/** The one function `tree_sitter_<name>`; scanners export others that start alike. */
function grammarFunction(name: string, exports: Exports): WebAssembly.ExportValue {
  const isGrammar = (symbol: string) =>
    /^tree_sitter_\w+$/.test(symbol) && !symbol.includes('_external_scanner_');
  const found = Object.keys(exports).find(isGrammar);
  const value = found === undefined ? undefined : exports[found];
  if (typeof value === 'function') return value;
  throw broken(name, 'it exports no function tree_sitter_…');
}

/** Reads the section that says how much room a side module needs. */
function readLayout(name: string, module: WebAssembly.Module): Layout {
  const [section] = WebAssembly.Module.customSections(module, 'dylink.0');
  if (!section) throw broken(name, 'it has no dylink.0 section');
  const bytes = new Uint8Array(section);
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw broken(name, 'its dylink.0 section ends too early');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const kind = number();
    const size = number();
    if (kind !== MEMORY_INFO) at += size;
    else return { memorySize: number(), memoryAlign: 2 ** number(), tableSize: number() };
  }
  return { memorySize: 0, memoryAlign: 1, tableSize: 0 };
}

const MEMORY_INFO = 1;

function unknownImport(name: string, symbol: string): AssayError {
  return broken(name, `it needs ${symbol}, which the engine does not have`);
}

function broken(name: string, detail: string): AssayError {
  return new AssayError({
    code: 'grammar-broken',
    message: `The grammar ${name} could not be loaded into the engine.`,
    detail,
    help: 'Rebuild the grammars with `npm run build`.',
  });
}
