/** How sure rules are of what they find. */
import type { Confidence } from './engine';

/** From the least to the most. Rows name a confidence by its place here: new ones would go to the end. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const satisfies readonly Confidence[];
