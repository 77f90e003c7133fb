/**
 * The finding that is read, with its file's text as it is shown. What changes the file is made from exactly this, so
 * that nothing is written that was not seen.
 */
import { createSignal } from 'solid-js';
import type { FindingDetail, Fix } from '../../../workers/protocol';
import { canEdit } from '../../data';
import { suppressionComment, suppressionEdit } from './suppress';

export interface ShownFinding {
  detail: FindingDetail;
  /** The text of its file, where it could be read. */
  text: string | undefined;
  /** The finding has been dealt with in the code: go on to the next one. */
  onDone: () => void;
}

/** A change of the text that is shown. */
export interface Change {
  fix: Fix;
  text: string;
}

const [shownFinding, setShownFinding] = createSignal<ShownFinding>();
/** Whether the dialog that suppresses it is open. */
const [isSuppressing, setSuppressing] = createSignal(false);

export { isSuppressing, setShownFinding, setSuppressing, shownFinding };

/** What the fix of the shown finding changes, where it has one and its text is there. */
export function shownFix(): Change | undefined {
  const { detail, text } = shownFinding() ?? {};
  const fix = detail?.finding.fix;
  return fix && text !== undefined ? { fix, text } : undefined;
}

/** Whether that fix can be written to the file. */
export function canApplyFix(): boolean {
  return shownFix() !== undefined && canEdit() && shownFinding()?.detail.state === 'open';
}

/** What a comment that suppresses the shown finding changes, where it can be written to the file. */
export function suppressionChange(reason: string): Change | undefined {
  const { detail, text } = shownFinding() ?? {};
  const fix = detail && text !== undefined ? suppressionEdit(detail.finding, text, reason) : undefined;
  return fix && text !== undefined ? { fix, text } : undefined;
}

/** That comment by itself; undefined where the language has none. */
export function suppressionText(reason: string): string | undefined {
  const finding = shownFinding()?.detail.finding;
  if (finding === undefined) return undefined;
  const written = suppressionChange(reason)?.fix.text.trim();
  return written ?? suppressionComment(finding.ruleId, finding.language, undefined, reason);
}

/** Where that comment belongs. */
export function suppressionPlace(): string {
  const { detail } = shownFinding() ?? {};
  return `above line ${detail?.finding.range.start.line} of ${detail?.path}`;
}
