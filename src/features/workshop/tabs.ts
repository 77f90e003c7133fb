/** What is shown beside the rule; the rule itself is one of them where there is no room beside it. */
export const TABS = ['rule', 'cases', 'matches', 'why', 'trees', 'versions'] as const;
export type Tab = (typeof TABS)[number];

export function isTab(text: string): text is Tab {
  return TABS.some((tab) => tab === text);
}
