/** A window of the map, in tenths of a degree from the north-west corner of the world. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WORLD = { width: 3600, height: 1800 };
const SHAPE = 0.45;

/** The point in the middle, as far as the world goes. */
export function viewAround(latitude: number, longitude: number, zoom: number): View {
  const width = WORLD.width / zoom;
  const height = Math.min(width * SHAPE, WORLD.height);
  const within = (middle: number, size: number, whole: number) =>
    Math.min(Math.max(middle - size / 2, 0), whole - size);
  return {
    x: within((longitude + 180) * 10, width, WORLD.width),
    y: within((90 - latitude) * 10, height, WORLD.height),
    width,
    height,
  };
}

/** `x` and `y` are shares of the window. As fine as the window lets one aim. */
export function degreesAt(view: View, x: number, y: number): { readonly latitude: number; readonly longitude: number } {
  const digits = view.width > 1000 ? 10 : view.width > 200 ? 100 : 1000;
  const round = (degrees: number) => Math.round(degrees * digits) / digits;
  return {
    latitude: round(90 - (view.y + y * view.height) / 10),
    longitude: round((view.x + x * view.width) / 10 - 180),
  };
}
