/** The findings: filters, the list, and each finding in its code. */
import { currentProject } from '../../data';
import type { Feature } from '../../kernel/feature';
import { focusFilter, stepFinding } from './stepping';

const hasProject = () => currentProject() !== undefined;

const feature: Feature = {
  id: 'findings',
  title: 'Findings',
  order: 10,
  icon: 'M12 4l9.5 16h-19zM12 10v4.5M12 17.2v.1',
  route: '/findings',
  inRail: true,
  load: () => import('./FindingsPage'),
  commands: [
    {
      id: 'findings.next',
      title: 'Next finding',
      group: 'Findings',
      keys: ['F8'],
      inTextFields: true,
      when: hasProject,
      run: () => stepFinding(1),
    },
    {
      id: 'findings.previous',
      title: 'Previous finding',
      group: 'Findings',
      keys: ['Shift-F8'],
      inTextFields: true,
      when: hasProject,
      run: () => stepFinding(-1),
    },
    {
      id: 'findings.filter',
      title: 'Filter findings by text',
      group: 'Findings',
      keys: ['/'],
      when: hasProject,
      run: focusFilter,
    },
  ],
};

export default feature;
