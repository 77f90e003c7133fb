/**
 * Highlighting of the languages CodeMirror has no mode for: comments, strings, numbers, keywords.
 * Enough to read by; none of it decides what a rule finds.
 */
import type { StreamParser } from '@codemirror/language';
import { type Rule, simpleMode } from '@codemirror/legacy-modes/mode/simple-mode';

interface Words {
  keywords: string;
  types?: string;
  atoms?: string;
  lineComments: RegExp;
  blockComments?: boolean;
}

/** simpleMode reads a dot as a space; a function is left as it is. */
const functionName = () => 'variableName.function';

const alternatives = (words: string) => new RegExp(`(?:${words.trim().split(/\s+/).join('|')})\\b`);

/** A mode from words; string rules and the odd things of a language come first. */
function wordMode(words: Words, first: Rule[]): StreamParser<unknown> {
  const start: Rule[] = [{ regex: words.lineComments, token: 'comment' }];
  if (words.blockComments) start.push({ regex: /\/\*/, token: 'comment', next: 'comment' });
  start.push(...first, { regex: /"(?:[^\\"]|\\.)*"?/, token: 'string' });
  start.push({ regex: alternatives(words.keywords), token: 'keyword' });
  if (words.types) start.push({ regex: alternatives(words.types), token: 'typeName' });
  if (words.atoms) start.push({ regex: alternatives(words.atoms), token: 'atom' });
  start.push({ regex: /0x[\da-f_]+|0b[01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?/i, token: 'number' });
  start.push({ regex: /[A-Za-z_]\w*(?=\s*\()/, token: functionName });
  start.push({ regex: /[A-Za-z_]\w*/, token: 'variableName' });
  const comment: Rule[] = [
    { regex: /.*?\*\//, token: 'comment', next: 'start' },
    { regex: /.+/, token: 'comment' },
  ];
  return simpleMode({ start, comment });
}

export function solidity(): StreamParser<unknown> {
  return wordMode(
    {
      keywords: `abstract anonymous as assembly break catch constant constructor continue contract delete do else
        emit enum error event external fallback for from function if immutable import indexed interface internal is
        let library mapping memory modifier new override payable pragma private public pure receive return returns
        revert storage struct super switch this throw try type unchecked using view virtual while`,
      types: 'address bool string bytes\\d* u?int\\d* u?fixed\\w*',
      atoms: 'true false wei gwei ether seconds minutes hours days weeks',
      lineComments: /\/\/.*/,
      blockComments: true,
    },
    [{ regex: /'(?:[^\\']|\\.)*'?/, token: 'string' }],
  );
}

export function zig(): StreamParser<unknown> {
  return wordMode(
    {
      keywords: `addrspace align allowzero and anytype asm async await break callconv catch comptime const continue
        defer else enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque
        or orelse packed pub resume return struct suspend switch test threadlocal try union unreachable
        usingnamespace var volatile while`,
      types: '[iu]\\d+ [iu]size f16 f32 f64 f80 f128 bool void noreturn type anyerror anyopaque comptime_int',
      atoms: 'true false null undefined',
      lineComments: /\/\/.*/,
    },
    [
      { regex: /\\\\.*/, token: 'string' },
      { regex: /'(?:[^\\']|\\.)*'/, token: 'string' },
      { regex: /@[A-Za-z_]\w*/, token: functionName },
    ],
  );
}

export function hcl(): StreamParser<unknown> {
  return wordMode(
    {
      keywords: `resource data variable output locals module provider terraform backend dynamic content for in if
        else endif endfor import moved check`,
      atoms: 'true false null',
      lineComments: /(?:#|\/\/).*/,
      blockComments: true,
    },
    [{ regex: /[A-Za-z_][\w-]*(?=\s*=(?!=))/, token: 'propertyName' }],
  );
}

export function elixir(): StreamParser<unknown> {
  return wordMode(
    {
      keywords: `after and case catch cond def defdelegate defexception defguard defguardp defimpl defmacro
        defmacrop defmodule defoverridable defp defprotocol defstruct do else end fn for if import in not or quote
        raise receive require rescue super throw try unless unquote use when with`,
      atoms: 'true false nil',
      lineComments: /#.*/,
    },
    [
      { regex: /~[a-zA-Z]+(?:"[^"]*"|\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|\/[^/]*\/)[a-z]*/, token: 'string' },
      { regex: /'(?:[^\\']|\\.)*'/, token: 'string' },
      { regex: /:[A-Za-z_]\w*[?!]?/, token: 'atom' },
      { regex: /@[a-z_]\w*/, token: 'meta' },
      { regex: /[a-z_]\w*[?!]?:(?=\s)/, token: 'propertyName' },
      { regex: /[A-Z]\w*/, token: 'typeName' },
    ],
  );
}

export function nix(): StreamParser<unknown> {
  return wordMode(
    {
      keywords: 'assert else if in inherit let or rec then with',
      atoms: 'true false null',
      lineComments: /#.*/,
      blockComments: true,
    },
    [
      { regex: /''(?:[^']|'(?!'))*(?:'')?/, token: 'string' },
      { regex: /[A-Za-z_][\w'-]*(?=\s*=(?!=))/, token: 'propertyName' },
      { regex: /(?:import|map|builtins|derivation|throw)\b/, token: functionName },
    ],
  );
}
