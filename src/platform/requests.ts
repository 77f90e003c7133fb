/**
 * Counts requests that left for another origin, from the browser's own record of them. The policy of
 * the page forbids them; the count is there so that nobody has to take that on trust.
 */

const workers = new Set<(address: string) => void>();

/** Listens to what a worker reports of its own requests; the page's record does not include them. */
export function watchWorkerRequests(worker: Worker): Worker {
  worker.addEventListener('message', ({ data }) => {
    if (typeof data?.outsideRequest !== 'string') return;
    for (const told of workers) told(data.outsideRequest);
  });
  return worker;
}

/** Calls back with the number of requests to other origins whenever it changes, beginning with now. */
export function countOutsideRequests(changed: (count: number) => void): () => void {
  const own = location.origin;
  const seen = new Set<string>();
  const refused = new Set<string>();
  // A script that the policy refused is in the record as if it had been fetched.
  const note = ({ blockedURI }: SecurityPolicyViolationEvent) => refused.add(blockedURI);
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (isOutside(entry.name, own) && !refused.has(entry.name))
        seen.add(`${entry.startTime} ${entry.name}`);
    }
    changed(seen.size);
  });
  const tell = (address: string) => {
    seen.add(`worker ${seen.size} ${address}`);
    changed(seen.size);
  };
  document.addEventListener('securitypolicyviolation', note);
  observer.observe({ type: 'resource', buffered: true });
  workers.add(tell);
  changed(0);
  return () => {
    observer.disconnect();
    document.removeEventListener('securitypolicyviolation', note);
    workers.delete(tell);
  };
}

/** Whether the address is on another origin; `data:` and `blob:` never leave the tab. */
export function isOutside(address: string, own: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, origin } = new URL(address);
  return protocol !== 'data:' && protocol !== 'blob:' && origin !== own;
}
