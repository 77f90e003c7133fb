import { type SharedDocument } from '../file-format';
import { type Read } from '../result';
/** How long a whole link may be: what mail and chat programs are known to carry. */
export declare const MAX_LINK_LENGTH = 8000;
export declare function encodeLink(document: SharedDocument): Promise<string>;
export declare function decodeLink(text: string): Promise<Read<SharedDocument>>;
