/** What surrounds the built-in rules: packs, dialects, and other tools that a project is set up for. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const feature: Feature = {
  id: 'ecosystem',
  title: 'Ecosystem',
  order: 48,
  route: '/ecosystem',
  inRail: false,
  load: () => import('./EcosystemPage'),
  operations,
};

export default feature;
