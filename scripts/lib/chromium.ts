/** Finds a Chromium for the browser tests, or installs Debian's. */
import { aptInstall } from './apt';
import { output, RunError } from './run';

const PLACES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The program to start; `CHROME_PATH` wins over what is found. */
export async function chromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  await aptInstall(['chromium']);
  const installed = findChromium();
  if (installed) return installed;
  throw new RunError(
    'The browser tests need Chromium: install it (Debian: `sudo apt-get install chromium`, macOS: `brew install --cask chromium`, ' +
      'Windows: `winget install Hibbiki.Chromium`) or name one in CHROME_PATH, and run this again.',
  );
}

function findChromium(): string | undefined {
  const chosen = process.env.CHROME_PATH;
  return [...(chosen ? [chosen] : []), ...PLACES].map(fullPath).find((path) => path !== undefined);
}

/** Playwright wants a path, so a name is looked up. */
function fullPath(program: string): string | undefined {
  if (output(program, ['--version']) === undefined) return undefined;
  if (/[\\/]/.test(program)) return program;
  return output('which', [program])?.trim();
}
