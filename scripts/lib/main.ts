/** Runs a script's main function when the script itself was started, and not when it was imported. */
import { pathToFileURL } from 'node:url';
import { RunError } from './run';

export async function whenStarted(url: string, main: () => Promise<void>): Promise<void> {
  if (url !== pathToFileURL(process.argv[1] ?? '').href) return;
  try {
    await main();
  } catch (error) {
    // What a person can act on is said in a sentence; anything else is a bug and shows its stack.
    if (!(error instanceof RunError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
