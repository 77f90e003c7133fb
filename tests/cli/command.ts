/** The built command, for tests that run it in a process of its own. */
import { inRoot } from '../../scripts/lib/paths';

const ASSAY = inRoot('dist-node/assay.mjs');

/** What Node is given to run it. A run takes half a second: to optimise the engine's code would take more than that saves. */
export const COMMAND = ['--liftoff-only', ASSAY];
