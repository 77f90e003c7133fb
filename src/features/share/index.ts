/** Findings out of this page and into another: links, files, exports, and what comes back in. */
import type { Feature } from '../../kernel/feature';
import { followCheckouts } from './checkouts';
import { operations } from './operations';

followCheckouts();

const share: Feature = {
  id: 'share',
  title: 'Shared findings',
  order: 80,
  route: '/shared',
  inRail: false,
  load: () => import('./SharedPage'),
  banner: () => import('./SharedBanner'),
  operations,
};

export default share;
