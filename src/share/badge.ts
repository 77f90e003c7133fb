/** A badge for a README: two fields side by side, as a picture without fonts, scripts or addresses in it. */
import { countOf } from '../kernel/format';
import { visibleText } from '../kernel/visible-text';
import type { Verdict } from './gate';

export interface BadgeFacts {
  /** Open findings. */
  findings: number;
  /** Whether everything was read and checked. */
  isWhole: boolean;
  /** Where there is a gate. */
  verdict?: Verdict | undefined;
}

const GREEN = '#2a7d3f';
const RED = '#b3261e';
const GREY = '#5f6368';
const LABEL = 'assay';

/** What it says, and how it looks. */
export function badgeOf({ findings, isWhole, verdict }: BadgeFacts): string {
  const count = countOf(findings, 'finding');
  if (verdict?.state === 'failed') return draw('gate failed', RED);
  if (!isWhole) return draw(findings > 0 ? `${count}, incomplete` : 'incomplete', GREY);
  if (verdict) return draw('gate passed', GREEN);
  return draw(count, findings > 0 ? GREY : GREEN);
}

const HEIGHT = 20;
const PADDING = 6;
/** Of a letter at 11 pixels: text is stretched to its field, so that any font fills it. */
const LETTER = 6.2;

function draw(message: string, color: string): string {
  const [left, right] = [fieldOf(LABEL), fieldOf(message)];
  const width = left.width + right.width;
  const name = xmlText(`${LABEL}: ${message}`);
  const text = (field: ReturnType<typeof fieldOf>, from: number, said: string) =>
    `<text x="${from + PADDING}" y="14" textLength="${field.letters}">${xmlText(said)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${name}">
<title>${name}</title>
<clipPath id="round"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="${left.width}" height="${HEIGHT}" fill="#3c4043"/><rect x="${left.width}" width="${right.width}" height="${HEIGHT}" fill="${color}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(left, 0, LABEL)}${text(right, left.width, message)}</g>
</svg>
`;
}

function fieldOf(text: string) {
  const letters = Math.ceil(text.length * LETTER);
  return { letters, width: letters + 2 * PADDING };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xmlText(text: string): string {
  return visibleText(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
