/** The project at a glance: what it is made of, what was found, and where. */
import type { Feature } from '../../kernel/feature';

const feature: Feature = {
  id: 'summary',
  title: 'Summary',
  order: 30,
  icon: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  route: '/summary',
  inRail: true,
  load: () => import('./SummaryPage'),
};

export default feature;
