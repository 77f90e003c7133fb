/** The files: the tree, each file with its findings, and what was skipped and why. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'files',
  title: 'Files',
  order: 20,
  icon: 'M3 6.5h6l2 2.5h10v10.5H3z',
  route: '/files',
  inRail: true,
  load: () => import('./FilesPage'),
  operations,
};

export default feature;
