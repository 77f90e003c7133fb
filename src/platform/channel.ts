/** Messages between the tabs of this site. */

export interface TabChannel<Message> {
  post(message: Message): void;
  listen(listener: (message: Message) => void): void;
}

/** A tab does not hear itself. */
export function tabChannel<Message>(name: string): TabChannel<Message> {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', (event) => listener(event.data as Message)),
  };
}
