// @ts-check
/**
 * The first step of every command. It runs before any package is installed, so it is plain
 * JavaScript: it checks Node, installs the packages if they are not those of the lock file, and hands
 * over to `scripts/<command>.ts`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command = 'start', ...args] = process.argv.slice(2);

checkNode();
if (!packagesAreCurrent()) install();
process.exit(runCommand());

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  stop(
    `Assay needs Node ${OLDEST_NODE.join('.')} or later, and this is ${process.versions.node}: see https://nodejs.org.`,
  );
}

/** Whether what npm has installed is what the lock file says; packages for other systems may be missing. */
function packagesAreCurrent() {
  const installedLock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(installedLock);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === '' || (found ? found.version === version : optional === true);
  });
}

/** @param {string} lockFile @returns {Record<string, { version?: string, optional?: boolean }>} */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

function install() {
  console.log('Installing npm packages …');
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), shell: process.platform === 'win32' };
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], options);
  if (result.status !== 0) stop('`npm ci` failed; see above. Is the network there?');
}

function runCommand() {
  const script = join(root, 'scripts', `${command}.ts`);
  if (!existsSync(script)) stop(`There is no scripts/${command}.ts.`);
  const node = ['--import', 'tsx', script, ...args];
  const result = spawnSync(process.execPath, node, { cwd: root, stdio: 'inherit' });
  return result.status ?? 1;
}

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(1);
}
