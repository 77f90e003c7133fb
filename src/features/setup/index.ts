/** The wizard that sets a project up: what matters, what each choice would report, and the files that follow from it. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'setup',
  title: 'Set up',
  order: 47,
  route: '/setup',
  inRail: false,
  load: () => import('./SetupPage'),
  operations,
};

export default feature;
