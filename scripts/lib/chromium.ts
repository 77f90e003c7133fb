/** Finds a Chromium for the browser tests, or installs Debian's. */
import { aptInstall } from './apt';
import { output, RunError } from './run';

/** Chromium without a browser around it: the same engine, for two thirds of the processor time. */
const SHELL = 'chromium-headless-shell';

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The program that journeys run in: without a browser around it where it can be had. `CHROME_PATH` wins over what is found. */
export async function chromiumForTests(): Promise<string> {
  const found = firstOf([...chosen(), SHELL]);
  if (found) return found;
  await aptInstall([SHELL]);
  return firstOf([SHELL]) ?? chromium();
}

/** A whole browser, as people have it; `CHROME_PATH` wins over what is found. */
export async function chromium(): Promise<string> {
  const found = firstOf([...chosen(), ...BROWSERS]);
  if (found) return found;
  await aptInstall(['chromium']);
  const installed = firstOf(BROWSERS);
  if (installed) return installed;
  throw new RunError(
    'The browser tests need Chromium: install it (Debian: `sudo apt-get install chromium`, macOS: `brew install --cask chromium`, ' +
      'Windows: `winget install Hibbiki.Chromium`) or name one in CHROME_PATH, and run this again.',
  );
}

function chosen(): string[] {
  return process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
}

/** The first of these programs that runs. */
function firstOf(programs: string[]): string | undefined {
  return programs.map(fullPath).find((path) => path !== undefined);
}

/** Playwright wants a path, so a name is looked up. */
function fullPath(program: string): string | undefined {
  if (output(program, ['--version']) === undefined) return undefined;
  if (/[\\/]/.test(program)) return program;
  return output('which', [program])?.trim();
}
