/** The findings: filters, the list, and each finding in its code. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'findings',
  title: 'Findings',
  order: 10,
  icon: 'M12 4l9.5 16h-19zM12 10v4.5M12 17.2v.1',
  route: '/findings',
  inRail: true,
  load: () => import('./FindingsPage'),
  operations,
};

export default feature;
