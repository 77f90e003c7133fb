/** The programs that turn the engine into a package for JavaScript, installed once for all clones. */
import { delimiter, join } from 'node:path';
import { lockedVersion } from './cargo';
import { sharedCache } from './paths';
import { exitCode, output, run } from './run';

/** The wasm-pack that builds the engine; wasm-bindgen's version is that of `Cargo.lock`. */
const WASM_PACK = '0.15.1';

interface Tool {
  /** The crate on crates.io. */
  crate: string;
  /** Its program that is wanted, and the only one that is built. */
  program: string;
  version: string;
}

/** A tool that runs for two seconds is not optimised for two minutes. */
const QUICK_PROFILE = [
  'profile.release.opt-level=0',
  'profile.release.codegen-units=16',
  'profile.release.lto="off"',
].flatMap((setting) => ['--config', setting]);

/** Makes sure of wasm-pack and wasm-bindgen; returns a `PATH` on which they come first. */
export async function pathWithEngineTools(): Promise<string> {
  const tools: Tool[] = [
    { crate: 'wasm-bindgen-cli', program: 'wasm-bindgen', version: lockedVersion('wasm-bindgen') },
    { crate: 'wasm-pack', program: 'wasm-pack', version: WASM_PACK },
  ];
  await Promise.all(tools.filter((tool) => !isInstalled(tool)).map(install));
  return [...tools.map(binariesOf), process.env.PATH ?? ''].join(delimiter);
}

const folderOf = ({ program, version }: Tool) => join(sharedCache, `${program}-${version}`);
const binariesOf = (tool: Tool) => join(folderOf(tool), 'bin');

function isInstalled(tool: Tool): boolean {
  return output(join(binariesOf(tool), tool.program), ['--version'])?.includes(tool.version) === true;
}

async function install(tool: Tool): Promise<void> {
  console.log(`Installing ${tool.program} ${tool.version} (once for all clones, a minute or two) …`);
  const wanted = ['install', tool.crate, '--version', `=${tool.version}`, '--bin', tool.program];
  const args = [...wanted, '--quiet', '--root', folderOf(tool), ...QUICK_PROFILE];
  // Its lock file may name a crate that was withdrawn; without it cargo takes the nearest there is, or says what is wrong.
  const asLocked = await exitCode('cargo', [...args, '--locked'], { onOutput: () => {} });
  if (asLocked !== 0) await run('cargo', args);
}
