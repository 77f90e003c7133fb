/** The severities in their order, in one place. */
import type { Severity } from '../../workers/protocol';

/** From the mildest to the worst. Links name a severity by its place here. */
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
