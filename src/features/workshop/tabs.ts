/** What is shown beside the rule. */
export const TABS = ['cases', 'matches', 'why', 'trees'] as const;
export type Tab = (typeof TABS)[number];

export function isTab(text: string): text is Tab {
  return TABS.some((tab) => tab === text);
}
