/** What a worker says of itself when it is asked whether it still works. */
export interface Pulse {
  /** Whether it waits for others. */
  isWaiting: boolean;
  /** Grows with each piece of its work. */
  steps: number;
}
