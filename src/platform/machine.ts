/** What the machine offers, as far as a browser tells. */

/** Not in TypeScript's DOM library; Chromium alone has them. */
interface MemoryNavigator {
  deviceMemory?: number;
}
interface MemoryPerformance {
  memory?: { usedJSHeapSize: number };
}

/** Processor threads; 2 where the browser does not say. */
export function cores(): number {
  return navigator.hardwareConcurrency || 2;
}

/** Memory of the machine in GB, rounded down by the browser; undefined where it does not say. */
export function memoryGb(): number | undefined {
  return (navigator as MemoryNavigator).deviceMemory;
}

/** Bytes of the page's own JavaScript heap; undefined where the browser does not say. */
export function heapBytes(): number | undefined {
  return (performance as MemoryPerformance).memory?.usedJSHeapSize;
}
