/** What ends the command early, and with which exit code. */

/** The exit codes; scripts rely on them. */
export const EXIT = { done: 0, findings: 1, usage: 2, internal: 3, partial: 4 } as const;

/** What they mean, for the help. */
export const EXIT_CODES = `Exit codes:
  0  everything was checked
  1  there are findings at or above --fail-on or more than the gate of .assay/config.toml allows, or fixes that were refused
  2  wrong use, or a rule or gate with an error
  3  internal error, or output that could not be written
  4  something could not be read or checked (see the report)`;

/** The command was used wrongly: unknown options, missing files, rules that cannot be read. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What was found could not be handed over: a full disk, a closed pipe. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}
