/** The profiles that come with Assay: what most people mean by a word or two. A project may have others under these names. */
import type { ConfigValues } from './project-config';

export const PROFILES: Readonly<Record<string, ConfigValues>> = {
  security: { concerns: ['security', 'secrets'] },
  quality: { concerns: ['bugs', 'maintainability'] },
  sure: { minConfidence: 'high', leaveOut: ['tests', 'third-party', 'generated'] },
  everything: { concerns: ['security', 'secrets', 'bugs', 'maintainability'], threatModels: ['all'] },
};
