/** Findings out of this page and into another: links, files, exports, and what comes back in. */
import { currentProject, keepFindings, selectedFinding } from '../../data';
import type { Feature } from '../../kernel/feature';
import { followCheckouts } from './checkouts';

const hasProject = () => currentProject() !== undefined;

followCheckouts();

const share: Feature = {
  id: 'share',
  title: 'Shared findings',
  order: 80,
  route: '/shared',
  inRail: false,
  load: () => import('./SharedPage'),
  banner: () => import('./SharedBanner'),
  commands: [
    {
      id: 'share.open',
      title: 'Share findings',
      group: 'Share',
      when: hasProject,
      run: async () => (await import('./dialogs')).showDialog('share'),
    },
    {
      id: 'share.finding',
      title: 'Copy a link to this finding',
      group: 'Share',
      when: () => hasProject() && selectedFinding() !== undefined,
      run: async () => (await import('./copy-link')).copyFindingLink(),
    },
    {
      id: 'share.keep',
      title: 'Keep shared findings',
      group: 'Share',
      when: () => currentProject()?.isTemporary === true,
      run: async () => {
        const project = currentProject();
        if (project) await keepFindings(project.id);
      },
    },
    {
      id: 'export.open',
      title: 'Export findings',
      group: 'Share',
      when: hasProject,
      run: async () => (await import('./dialogs')).showDialog('export'),
    },
  ],
};

export default share;
