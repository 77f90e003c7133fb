/** The start page: open a project, an example, or one that was open before. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const open: Feature = {
  id: 'open',
  title: 'Open',
  order: 0,
  icon: 'M3 5.5h6.2l2 2.5H21v11.5H3zM12 11v5.5M9.5 14l2.5 2.5 2.5-2.5',
  route: '/',
  inRail: true,
  load: () => import('./OpenPage'),
  operations,
};

export default open;
