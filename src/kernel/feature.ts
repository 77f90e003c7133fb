/**
 * The one shape in which a view joins the page. A feature is a folder under `src/features` whose
 * `index.ts` exports this; the shell finds it by glob, so deleting the folder deletes the feature.
 */
import type { Component } from 'solid-js';
import type { Operation } from './operations/operation';

/** A view and the operations that come with it. */
export interface Feature {
  id: string;
  /** What the rail and the window's title say. */
  title: string;
  /** Place in the rail, from small to large. */
  order: number;
  /** SVG path data for a 24 × 24 stroke icon. */
  icon?: string;
  /** The address in the fragment, such as `/findings`. */
  route: string;
  inRail: boolean;
  /** Loads the view's code; called when the route is first shown. */
  load: () => Promise<{ default: Component }>;
  operations?: readonly Operation[];
  /** Loads what stands above the views of a project while there is something to say. */
  banner?: () => Promise<{ default: Component }>;
}
