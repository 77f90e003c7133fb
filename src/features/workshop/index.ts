/** The rule workshop: a rule is written beside its cases, and what it finds in the whole project is there as it is typed. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'workshop',
  title: 'Workshop',
  order: 45,
  icon: 'M14.5 5.5a4 4 0 0 0-5.2 5.2L4 16v4h4l5.3-5.3a4 4 0 0 0 5.2-5.2L16 12l-4-4z',
  route: '/workshop',
  inRail: true,
  load: () => import('./WorkshopPage'),
  operations,
};

export default feature;
