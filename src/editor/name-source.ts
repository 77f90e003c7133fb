/** What the viewer asks about the names in its text, and whom it tells what the person wants of one. */
import type { Place } from './positions';

/** A stretch of one line: a name. */
export interface NamePlace extends Place {
  /** In UTF-16 units. */
  length: number;
}

/** The same name at another place of the text. */
export interface SameName extends NamePlace {
  /** It is given a value or defined there. */
  isWritten: boolean;
}

/** What is said of a name. */
export interface NameCard extends NamePlace {
  /** How its definition begins; empty where there is nothing to tell. */
  signature: string;
  doc: string;
  /** What it is and where it is defined, in words. */
  about: string;
  /** How often it is used, once that is known. */
  uses: Promise<string>;
}

export interface NameSource {
  /** Undefined where there is nothing to say. */
  card(place: Place, signal: AbortSignal): Promise<NameCard | undefined>;
  sameNames(place: Place, signal: AbortSignal): Promise<readonly SameName[]>;
  /** Goes to the definition of the name at a place. */
  goToDefinition(place: Place): void;
  /** Lists its uses. */
  listUses(place: Place): void;
}

/** What a name may be: nothing is asked about brackets and empty places. */
export const NAME_SIGN = /[\p{L}\p{N}_$@]/u;
