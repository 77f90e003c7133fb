/** The rules: what is looked for, why, and with which examples; each can be switched off, and one's own added. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'rules',
  title: 'Rules',
  order: 40,
  icon: 'M4 6h10M4 12h16M4 18h7',
  route: '/rules',
  inRail: true,
  load: () => import('./RulesPage'),
  operations,
};

export default feature;
