/** What is taken out of an archive at most. Beyond it the rest is named as left out. */
export interface ArchiveLimits {
  /** Files and folders, those of archives inside it too. */
  entries: number;
  /** Bytes of all files together, unpacked. */
  totalBytes: number;
  /** Unpacked bytes for each packed byte; counts from `ratioFloorBytes` on. */
  ratio: number;
  /** Below this size any ratio is harmless; bytes. */
  ratioFloorBytes: number;
  /** How deep archives may lie in archives. */
  nestedDepth: number;
  /** Bytes of all archives inside the archive together: they are kept in memory. */
  nestedBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  totalBytes: 2 * 1024 ** 3,
  ratio: 200,
  ratioFloorBytes: 16 * 1024 ** 2,
  nestedDepth: 3,
  nestedBytes: 128 * 1024 ** 2,
};

/** Folders deeper than this are not entered: no project has them, and every path in them grows. */
export const MAX_DEPTH = 256;
