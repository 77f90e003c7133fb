/** What cargo knows: versions in the lock file, and where the sources of crates lie. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'smol-toml';
import { inRoot } from './paths';
import { output, RunError } from './run';

export const manifest = inRoot('crates/Cargo.toml');

/** The folders of the workspace's own crates, in `crates/`. */
export function workspaceMembers(): string[] {
  const { workspace } = parse(readFileSync(manifest, 'utf8')) as { workspace: { members: string[] } };
  return workspace.members;
}

/** The exact version of a crate in `Cargo.lock`. */
export function lockedVersion(crate: string): string {
  const lock = parse(readFileSync(inRoot('crates/Cargo.lock'), 'utf8')) as {
    package: { name: string; version: string }[];
  };
  const version = lock.package.find((entry) => entry.name === crate)?.version;
  if (!version)
    throw new RunError(`crates/Cargo.lock does not name ${crate}; run \`cargo fetch\` in crates/`);
  return version;
}

export interface Package {
  name: string;
  version: string;
  /** Folder of its sources. */
  folder: string;
  metadata: unknown;
}

/** Every crate of the workspace with all optional ones, fetched but not built. */
export function packages(): Package[] {
  const text = output('cargo', [
    'metadata',
    '--format-version',
    '1',
    '--all-features',
    '--manifest-path',
    manifest,
  ]);
  if (!text)
    throw new RunError('`cargo metadata` failed: run it in crates/ to see why (is the network there?)');
  const { packages } = JSON.parse(text) as {
    packages: { name: string; version: string; manifest_path: string; metadata: unknown }[];
  };
  return packages.map(({ name, version, manifest_path, metadata }) => ({
    name,
    version,
    folder: dirname(manifest_path),
    metadata,
  }));
}
