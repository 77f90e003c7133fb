/** SHA-256 in base64, as the build writes hashes. */
import { sha256 } from '../../workers/protocol';

export async function sha256Base64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return btoa(String.fromCharCode(...(await sha256(bytes))));
}
