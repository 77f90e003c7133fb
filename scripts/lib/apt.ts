/** Installs Debian packages where that is possible without asking anybody. */
import { output, RunError, run } from './run';

/** How apt can be called here: as root, through sudo without a password, or not at all. */
function aptCommand(): string[] | undefined {
  if (process.platform !== 'linux' || !output('apt-get', ['--version'])) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  return output('sudo', ['-n', 'true']) === undefined ? undefined : ['sudo', '-n', 'apt-get'];
}

/** Another program may be installing something just now. */
const WAIT_FOR_LOCK = ['-o', 'DPkg::Lock::Timeout=300'];

let updated = false;
let last: Promise<unknown> = Promise.resolve();

/** Installs packages, one call after the other; false if apt is not there, not allowed or does not have them. */
export function aptInstall(packages: string[]): Promise<boolean> {
  const next = last.then(() => install(packages));
  last = next.catch(() => undefined);
  return next;
}

async function install(packages: string[]): Promise<boolean> {
  const [program, ...first] = aptCommand() ?? [];
  if (!program) return false;
  console.log(`Installing ${packages.join(', ')} with apt …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    if (!updated) await run(program, [...first, 'update', '-qq'], { env });
    updated = true;
    const options = [...WAIT_FOR_LOCK, '-y', '-qq', '--no-install-recommends'];
    await run(program, [...first, 'install', ...options, ...packages], { env });
    return true;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    console.warn(error.message);
    return false;
  }
}
