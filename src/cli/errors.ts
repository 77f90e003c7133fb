/** What ends the command early, and with which exit code. */

/** The exit codes; scripts rely on them. */
export const EXIT = { done: 0, findings: 1, usage: 2, internal: 3 } as const;

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
