/**
 * The answer of everything that reads what came from outside: a document, or an explanation that can be
 * shown as it is. A broken link is no exception, it is Tuesday.
 */
import type { ErrorEnvelope } from '../../workers/protocol';
export type Read<T> =
  | {
      ok: true;
      value: T;
    }
  | {
      ok: false;
      error: ErrorEnvelope;
    };
export declare function good<T>(value: T): Read<T>;
export declare function bad(code: string, message: string, detail?: string, help?: string): Read<never>;
