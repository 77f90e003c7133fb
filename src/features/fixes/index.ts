/** Fixes of many findings: reviewed hunk by hunk, then written or handed out. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'fixes',
  title: 'Fixes',
  order: 15,
  route: '/fixes',
  inRail: false,
  load: () => import('./FixesPage'),
  operations,
};

export default feature;
