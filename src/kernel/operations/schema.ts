/**
 * What inputs of operations are made of: JSON Schema with its TypeScript type. The builders are imported one by one,
 * since the library's default import is seven times as large; and what it checks with is not used, since that
 * evaluates text where a page's policy allows it, and its messages are not written for people (`input.ts` has ours).
 */
import { Object as Fields } from 'typebox';

export {
  Array as List,
  Boolean as Flag,
  Enum as OneOf,
  Integer as Whole,
  Object as Fields,
  Optional,
  type Static,
  String as Text,
  type TObject,
} from 'typebox';

/** Of an operation that needs to be told nothing. */
export const NOTHING = Fields({});

/** What one field may say of itself, in the keywords of JSON Schema and a few of ours. */
export interface FieldSchema {
  type?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  pattern?: string;
  items?: FieldSchema;
  /** What people call it. */
  title?: string;
  description?: string;
  /** What texts of its pattern are, such as `a size such as 500000 or 20M`. */
  shape?: string;
  /** On the command line: the name of the value in the help, such as `FILE`. */
  valueName?: string;
  /** On the command line: it stands by itself and without a flag; and what is said where it is missing. */
  positional?: string;
}
