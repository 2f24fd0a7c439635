import { asList, asNumber, asObject } from "@/lib/json";
import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { DOCUMENT_OPERATORS } from "../operators";
import { PointCell } from "./cell";

/** In degrees; text while it is typed. */
export interface Point {
  readonly latitude: number | string;
  readonly longitude: number | string;
}

export const point = defineField<Point>({
  type: "point",
  empty: { latitude: "", longitude: "" },
  fromJson: (json) => {
    const [longitude, latitude] = asList(asObject(json).coordinates).map(asNumber);
    return { latitude: latitude ?? "", longitude: longitude ?? "" };
  },
  toJson: (value) => (isNowhere(value) ? null : { type: "Point", coordinates: [value.longitude, value.latitude] }),
  isEmpty: isNowhere,
  validate: ({ latitude, longitude }) => (isWithin(latitude, 90) && isWithin(longitude, 180) ? null : { key: "point" }),
  Input: lazyInput(() => import("./input").then((module) => module.PointInput)),
  Cell: PointCell,
  operators: DOCUMENT_OPERATORS,
  canSort: false,
});

function isNowhere({ latitude, longitude }: Point): boolean {
  return latitude === "" && longitude === "";
}

function isWithin(degrees: number | string, most: number): boolean {
  return typeof degrees === "number" && Math.abs(degrees) <= most;
}
