/** The history of a project: what was open after each run, and what any two of them have that the other has not. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'runs',
  title: 'Runs',
  order: 35,
  icon: 'M3 17l5-6 4 3 6-8M18 6h3v3M3 21h18',
  route: '/runs',
  inRail: true,
  load: () => import('./RunsPage'),
  operations,
};

export default feature;
