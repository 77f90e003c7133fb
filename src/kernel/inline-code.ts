/**
 * The little markup of messages: code between backticks and, in the messages of rules, metavariables that stand for
 * code that no match has filled in. Neither is shown as it is written.
 */

/** A part of a message; a placeholder is a metavariable without its `$`. */
export interface MessagePart {
  text: string;
  kind: 'text' | 'code' | 'placeholder';
}

const CODE = /(`[^`\n]+`)/;
const METAVARIABLE = /(\${1,3}[A-Z][A-Z0-9_]*)/;

/**
 * The parts of a message; a lone backtick is a character like any other.
 * @param isTemplate of a rule, and not of a finding, whose `$HOME` is code that was found
 */
export function messageParts(message: string, isTemplate = false): MessagePart[] {
  return message
    .split(CODE)
    .flatMap((part): MessagePart[] => {
      const isCode = part.length > 2 && CODE.test(part);
      const piece: MessagePart = isCode
        ? { text: part.slice(1, -1), kind: 'code' }
        : { text: part, kind: 'text' };
      return isTemplate ? placeholders(piece) : [piece];
    })
    .filter(({ text }) => text !== '');
}

function placeholders({ text, kind }: MessagePart): MessagePart[] {
  return text
    .split(METAVARIABLE)
    .map((part) =>
      METAVARIABLE.test(part)
        ? { text: part.replace(/^\$+/, ''), kind: 'placeholder' }
        : { text: part, kind },
    );
}

/** A message for where only plain text can stand, such as titles and tables. */
export const plainMessage = (message: string, isTemplate = false): string =>
  messageParts(message, isTemplate)
    .map(({ text }) => text)
    .join('');
