/** Completion and hover for rule files: what may stand where, by a schema. */
import { autocompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import type { EditorState, Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';

/** What may stand in a map. */
export interface RuleSchema {
  [key: string]: RuleKey;
}

export interface RuleKey {
  doc: string;
  /** Values to choose from. */
  values?: readonly string[];
  /** The keys of the map, or of the maps of the list, below it. */
  below?: () => RuleSchema;
}

/** Lines above that are looked at. */
const MOST_LINES = 2000;
const KEY = /^(\s*(?:-\s+)*)([\w.-]*)\s*(:?)/;
const TOML_KEY = /^(\s*)([\w-]*)\s*(=?)/;

/** The keys that a line stands below, the outermost first. A list may stand as far to the left as its key. */
export function keysAbove(lines: readonly string[], at: number): string[] {
  const keys: string[] = [];
  let { left, isItem } = standOf(lines[at] ?? '');
  for (let line = at - 1; line >= Math.max(0, at - MOST_LINES); line--) {
    const text = lines[line] ?? '';
    const [, before = '', key = '', colon] = KEY.exec(text) ?? [];
    if (!colon || key === '') continue;
    const stand = standOf(text);
    if (before.length < left || (isItem && before.length === left)) {
      keys.unshift(key);
      ({ left, isItem } = stand);
    }
  }
  return keys;
}

/** Where a line begins, and whether with a hyphen; an empty line stands where the caret may be. */
function standOf(text: string): { left: number; isItem: boolean } {
  const first = text.search(/\S/);
  return { left: first < 0 ? text.length : first, isItem: text[first] === '-' };
}

/** The schema below some keys; undefined where nothing is known. */
export function schemaAt(root: RuleSchema, keys: readonly string[]): RuleSchema | undefined {
  let schema: RuleSchema | undefined = root;
  for (const key of keys) schema = schema?.[key]?.below?.();
  return schema;
}

interface Here {
  schema: RuleSchema;
  /** The key of the line, and where it begins and ends. */
  key: string;
  from: number;
  to: number;
  /** Where its value begins, if it has a sign before one. */
  valueFrom?: number;
}

function hereIn(state: EditorState, at: number, root: RuleSchema, isToml: boolean): Here | undefined {
  const line = state.doc.lineAt(at);
  const [whole = '', before = '', key = '', sign] = (isToml ? TOML_KEY : KEY).exec(line.text) ?? [];
  const lines = state.doc.toJSON().slice(0, line.number);
  const schema = isToml ? root : schemaAt(root, keysAbove(lines, line.number - 1));
  if (!schema) return undefined;
  const from = line.from + before.length;
  return {
    ...{ schema, key, from, to: from + key.length },
    ...(sign && { valueFrom: line.from + whole.length }),
  };
}

/** The extension for a file; `schema` is asked each time, since the dialect may become another one while one types. */
export function ruleHelp(schema: () => RuleSchema, isToml: () => boolean): Extension {
  const complete = (context: CompletionContext) => {
    const here = hereIn(context.state, context.pos, schema(), isToml());
    if (!here) return null;
    const { valueFrom } = here;
    if (valueFrom !== undefined && context.pos >= valueFrom) {
      const values = here.schema[here.key]?.values;
      const word = context.matchBefore(/[\w-]*/);
      if (!values || (!context.explicit && word?.from === word?.to)) return null;
      const options = values.map((value): Completion => ({ label: value, type: 'enum' }));
      return { from: word?.from ?? context.pos, options, validFor: /^[\w-]*$/ };
    }
    if (!context.explicit && here.key === '') return null;
    const after = isToml() ? ' = ' : ': ';
    const options = Object.entries(here.schema).map(
      ([label, { doc }]): Completion => ({ label, type: 'property', info: doc, apply: label + after }),
    );
    return { from: here.from, to: here.to, options, validFor: /^[\w.-]*$/ };
  };
  const hover = hoverTooltip((view, at) => {
    const here = hereIn(view.state, at, schema(), isToml());
    const known = here?.schema[here.key];
    if (!here || !known || at < here.from || at > here.to) return null;
    return {
      ...{ pos: here.from, end: here.to, above: true },
      create() {
        const dom = document.createElement('div');
        dom.className = 'cm-rule-help';
        dom.textContent = known.doc;
        return { dom };
      },
    };
  });
  return [autocompletion({ override: [complete], icons: false }), hover];
}
