import type { IntakeOptions } from '../protocol';

/** What a scan takes in unless it is told otherwise. */
export const DEFAULT_INTAKE_OPTIONS: IntakeOptions = {
  include: [],
  only: [],
  exclude: [],
  useIgnoreFiles: true,
  useDefaults: true,
  maxFileSize: 20 * 1024 * 1024,
  verify: false,
};
