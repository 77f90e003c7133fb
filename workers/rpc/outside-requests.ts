/**
 * Tells the page of requests that its worker makes to other origins. A page's own record of requests does not
 * include those of its workers, nor does the policy in its head bind them, so they report themselves.
 */

/** What a worker posts to its page beside the answers to calls. */
export interface OutsideRequest {
  outsideRequest: string;
}

/** Starts reporting; called once in a worker. */
export function reportOutsideRequests(): void {
  const observer = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      if (!isOutside(name)) continue;
      const message: OutsideRequest = { outsideRequest: name };
      self.postMessage(message);
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** `data:` and `blob:` never leave the tab. */
function isOutside(address: string): boolean {
  return /^(https?|wss?):/.test(address) && new URL(address).origin !== location.origin;
}
