/** Search over all texts of the project. */
import type { Feature } from '../../kernel/feature';
import { ICONS } from '../../ui/Icon';
import { operations } from './operations';

const feature: Feature = {
  id: 'search',
  title: 'Search',
  order: 25,
  icon: ICONS.search,
  route: '/search',
  inRail: true,
  load: () => import('./SearchPage'),
  operations,
};

export default feature;
