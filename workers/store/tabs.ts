/** What the stores of several tabs tell one another. */

import type { ChangedRows } from './changes';
import type { Channel } from './host';

export type TabMessage =
  | { kind: 'changed'; change: ChangedRows }
  /** Another tab is about to delete all databases, which waits for every connection to close. */
  | { kind: 'closing' }
  /** It has, and made new ones. */
  | { kind: 'cleared' };

export interface TabListener {
  changed(change: ChangedRows): void;
  closing(): Promise<void>;
  cleared(): Promise<void>;
}

export function listenToTabs(channel: Channel, listener: TabListener): void {
  channel.listen((message) => {
    const told = message as TabMessage;
    if (told.kind === 'changed') listener.changed(told.change);
    else
      listener[told.kind]().catch((error) =>
        console.error(`The stored data could not follow another tab.`, error),
      );
  });
}
