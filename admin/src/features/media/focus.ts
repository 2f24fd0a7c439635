/** Where a part of a picture lies that must stay in view, and what a cut of another shape shows then: as the server cuts (`fit=cover`). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `object-position` in percent for a frame of the given shape (width by height). */
export function positionOf(focus: Point, size: Size, ratio: number): Point {
  const isWider = size.width / size.height > ratio;
  const shown = isWider
    ? { width: size.height * ratio, height: size.height }
    : { width: size.width, height: size.width / ratio };
  return { x: share(focus.x, shown.width, size.width), y: share(focus.y, shown.height, size.height) };
}

/** How far along its free way the window stands, when the point is as near to its middle as can be. */
function share(at: number, shown: number, whole: number): number {
  const free = whole - shown;
  if (free <= 0) return 50;
  return (Math.min(Math.max(at - shown / 2, 0), free) / free) * 100;
}

export function within(point: Point, size: Size): Point {
  const bound = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
  return { x: bound(point.x, size.width), y: bound(point.y, size.height) };
}
