/**
 * Where notices lie: over the page, at the end of its lines, as far down as covers nothing that can be pressed. What is
 * below them is only read, and they go by themselves.
 */

/** What must stay free. */
const ACTIONS = 'button, a[href], input, select, textarea, [role="separator"], [role="switch"]';
/** How finely places are tried; px. */
const STEP = 8;
/** px between a notice and what is next to it. */
const GAP = 8;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The distance of the notices from the lower edge of the window, px: the least from `least` on that keeps them off all
 * actions; if there is none, the one that covers the fewest.
 */
export function freeBottom(notices: Element, least: number): number {
  const { left, right, height } = notices.getBoundingClientRect();
  const taken = [...document.querySelectorAll(ACTIONS)]
    .filter((one) => !notices.contains(one) && !one.closest('[popover], dialog, .skip-link'))
    .map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.left < right + GAP && box.right > left - GAP);
  let best = { bottom: least, covered: Number.POSITIVE_INFINITY };
  for (let bottom = least; bottom + height + GAP < innerHeight; bottom += STEP) {
    const lower = innerHeight - bottom + GAP;
    const covered = taken.filter((box) => overlaps(box, lower - height - 2 * GAP, lower)).length;
    if (covered < best.covered) best = { bottom, covered };
    if (covered === 0) break;
  }
  return best.bottom;
}

function overlaps(box: Box, top: number, bottom: number): boolean {
  return box.top < bottom && box.bottom > top;
}
