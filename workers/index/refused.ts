/** Something that the engine may refuse to do, with a reason for people. */
import { toEnvelope } from '../protocol';

/** The result, or why there is none; any other error is thrown. */
export function unless<T>(code: string, run: () => T): T | { cannot: string } {
  try {
    return run();
  } catch (error) {
    const envelope = toEnvelope(error);
    if (envelope.code !== code) throw error;
    return { cannot: envelope.message };
  }
}
