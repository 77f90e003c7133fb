/**
 * Tells the page of requests that its worker makes to other origins. The policy forbids them; should it ever not be in
 * force, the page's own record of requests would not include those of its workers, so they report themselves.
 */

/** What a worker posts to its page beside the answers to calls. */
export interface OutsideRequest {
  outsideRequest: string;
}

/** Starts reporting; called once in a worker. */
export function reportOutsideRequests(): void {
  const refused = new Set<string>();
  // A script that the policy refused is in the record as if it had been fetched.
  self.addEventListener('securitypolicyviolation', (event) =>
    refused.add((event as SecurityPolicyViolationEvent).blockedURI),
  );
  const observer = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      if (!isOutside(name) || refused.has(name)) continue;
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
