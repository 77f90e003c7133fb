/** Choices of this browser, what is stored in it, and what Assay is made of. */
import type { Feature } from '../../kernel/feature';
import { operations } from './operations';

const settings: Feature = {
  id: 'settings',
  title: 'Settings',
  order: 90,
  icon: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1',
  route: '/settings',
  inRail: true,
  load: () => import('./SettingsPage'),
  operations,
};

export default settings;
