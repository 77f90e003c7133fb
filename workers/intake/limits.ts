/** What is taken out of an archive at most. Beyond it the rest is named as left out. */
export interface ArchiveLimits {
  /** Files and folders. */
  entries: number;
  /** Bytes of all files together, unpacked. */
  totalBytes: number;
  /** Unpacked bytes for each packed byte; counts from `ratioFloorBytes` on. */
  ratio: number;
  /** Below this size any ratio is harmless; bytes. */
  ratioFloorBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 200_000,
  totalBytes: 2 * 1024 ** 3,
  ratio: 200,
  ratioFloorBytes: 16 * 1024 ** 2,
};
