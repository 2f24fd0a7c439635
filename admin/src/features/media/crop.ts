/** A cut of a picture, in shares of its width and height. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Cut = { x: 0, y: 0, width: 1, height: 1 };
const LEAST = 0.02;

/** Between two corners; `ratio` (of pixels) keeps a shape. */
export function cutBetween(
  from: { x: number; y: number },
  to: { x: number; y: number },
  ratio: number | null,
  picture: number,
): Cut {
  const end = { x: bound(to.x), y: bound(to.y) };
  let width = Math.max(LEAST, Math.abs(end.x - from.x));
  let height = Math.max(LEAST, Math.abs(end.y - from.y));
  if (ratio !== null) {
    height = (width * picture) / ratio;
    const room = end.y < from.y ? from.y : 1 - from.y;
    if (height > room) [width, height] = [(room * ratio) / picture, room];
  }
  const x = end.x < from.x ? from.x - width : from.x;
  const y = end.y < from.y ? from.y - height : from.y;
  return { x: Math.min(bound(x), 1 - width), y: Math.min(bound(y), 1 - height), width, height };
}

/** The largest of a shape, in the middle. */
export function largestCut(ratio: number | null, picture: number): Cut {
  if (ratio === null) return WHOLE;
  const width = Math.min(1, ratio / picture);
  const height = Math.min(1, picture / ratio);
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

export function moved(cut: Cut, x: number, y: number): Cut {
  return { ...cut, x: Math.min(bound(cut.x + x), 1 - cut.width), y: Math.min(bound(cut.y + y), 1 - cut.height) };
}

export function grown(cut: Cut, by: number): Cut {
  const factor = Math.min(1 + by, (1 - cut.x) / cut.width, (1 - cut.y) / cut.height);
  return { ...cut, width: Math.max(LEAST, cut.width * factor), height: Math.max(LEAST, cut.height * factor) };
}

function bound(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
