/** Where one is in the library, as the address says it. */
import { type MediaPlace, START } from "@/components/media/media-query";
import { asText } from "@/lib/json";

const KINDS = ["all", "image", "video", "audio", "document"] as const;
const ORDERS = ["newest", "oldest", "title", "largest"] as const;

export function placeOf(search: Readonly<Record<string, unknown>>): MediaPlace {
  return {
    folder: asText(search.folder),
    search: asText(search.search) ?? "",
    kind: KINDS.find((kind) => kind === search.kind) ?? START.kind,
    order: ORDERS.find((order) => order === search.order) ?? START.order,
    isWithoutAlt: search.alt === "missing",
  };
}

export function searchOf(place: MediaPlace): Readonly<Record<string, string>> {
  return {
    ...(place.folder === null ? {} : { folder: place.folder }),
    ...(place.search === "" ? {} : { search: place.search }),
    ...(place.kind === START.kind ? {} : { kind: place.kind }),
    ...(place.order === START.order ? {} : { order: place.order }),
    ...(place.isWithoutAlt ? { alt: "missing" } : {}),
  };
}
