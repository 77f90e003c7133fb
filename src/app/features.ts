/** Finds the views: every folder under `src/features` with an `index.ts`. */
import type { Feature } from '../kernel/feature';

const modules = import.meta.glob<{ default: Feature }>('../features/*/index.ts', { eager: true });

/** All views in the order of the rail. */
export const features: readonly Feature[] = Object.values(modules)
  .map((module) => module.default)
  .sort((a, b) => a.order - b.order);

/** The view of a route. */
export function featureOf(path: string): Feature | undefined {
  return features.find((feature) => feature.route === path);
}
