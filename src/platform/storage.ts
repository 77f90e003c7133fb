/** Asks the browser not to throw the stored projects away on its own. */

/** Whether the browser keeps what is stored until the person deletes it. */
export async function isPersisted(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false;
}

/** Asks for that; browsers may answer no without a dialog. */
export async function requestPersistence(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}
