/**
 * Shows characters that would hide in code: control characters, zero-width ones, and those that turn the
 * direction of text around. A carriage return at a line's end is how Windows writes lines, so it is not shown.
 */
import type { Extension } from '@codemirror/state';
import { highlightSpecialChars } from '@codemirror/view';

const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters it is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]|\r(?!$)/g;

export const specialChars: Extension = highlightSpecialChars({ specialChars: HIDDEN });
