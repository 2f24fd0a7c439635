/** The media library: files, their folders, and where they are used. What is said of a file is read and written like any item. */
import { asList, asNumber, asObject, asText, asTexts } from "@/lib/json";
import { apiAddress, request, requestWhole } from "./client";
import type { Item } from "./items";

export interface MediaFile {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration: number | null;
  readonly description: string | null;
  readonly folder: string | null;
  readonly tags: readonly string[];
  readonly focus: { readonly x: number; readonly y: number } | null;
  readonly color: string | null;
  readonly uploadedAt: Date | null;
  /** Changes with the bytes: in an address, it lets browsers keep a picture for good. */
  readonly version: string;
  /** As it came. */
  readonly item: Item;
}

export interface Folder {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

export interface FileUse {
  readonly collection: string;
  readonly item: string;
  readonly field: string;
  readonly title: string;
}

export const FILES = "quintet_files";
export const FOLDERS = "quintet_folders";

export function fileOf(item: Item): MediaFile {
  const [x, y] = [asNumber(item.focal_point_x), asNumber(item.focal_point_y)];
  const uploaded = asText(item.uploaded_on);
  return {
    id: asText(item.id) ?? "",
    title: asText(item.title) ?? asText(item.filename_download) ?? "",
    name: asText(item.filename_download) ?? "",
    type: asText(item.type) ?? "",
    size: asNumber(item.filesize) ?? 0,
    width: asNumber(item.width),
    height: asNumber(item.height),
    duration: asNumber(item.duration),
    description: asText(item.description),
    folder: asText(item.folder) ?? asText(asObject(item.folder).id),
    tags: asTexts(item.tags),
    focus: x === null || y === null ? null : { x, y },
    color: asText(item.color),
    uploadedAt: uploaded === null ? null : new Date(uploaded),
    version: (asText(item.checksum) ?? "").slice(0, 12),
    item,
  };
}

export function isPicture(file: Pick<MediaFile, "type">): boolean {
  return file.type.startsWith("image/");
}

/** The file itself, or a smaller picture of it. */
export function assetAddress(file: Pick<MediaFile, "id" | "version">, width?: number): string {
  return apiAddress(`/assets/${encodeURIComponent(file.id)}`, {
    ...(width === undefined ? {} : { width: String(width), withoutEnlargement: "true" }),
    ...(file.version === "" ? {} : { v: file.version }),
  });
}

export async function listFolders(signal?: AbortSignal): Promise<readonly Folder[]> {
  const query = { fields: "id,name,parent", sort: "name", limit: "1000" };
  const folders = asList(await request("GET", "/folders", { query, ...(signal === undefined ? {} : { signal }) }));
  return folders.map(asObject).map((folder) => ({
    id: asText(folder.id) ?? "",
    name: asText(folder.name) ?? "",
    parent: asText(folder.parent),
  }));
}

export async function makeFolder(name: string, parent: string | null): Promise<void> {
  await request("POST", "/folders", { body: { name, parent } });
}

export async function renameFolder(id: string, name: string): Promise<void> {
  await request("PATCH", `/folders/${encodeURIComponent(id)}`, { body: { name } });
}

export async function deleteFolder(id: string): Promise<void> {
  await request("DELETE", `/folders/${encodeURIComponent(id)}`);
}

export interface FileUses {
  readonly uses: readonly FileUse[];
  /** How many more the caller may not see. */
  readonly hidden: number;
  /** There are more than the server has looked at. */
  readonly isCut: boolean;
  /** The server is still finding out what texts, lists and blocks hold. */
  readonly isUnfinished: boolean;
}

export async function readUses(id: string, signal?: AbortSignal): Promise<FileUses> {
  const answer = await requestWhole(
    "GET",
    `/files/${encodeURIComponent(id)}/usages`,
    signal === undefined ? {} : { signal },
  );
  const uses = asList(answer.data)
    .map(asObject)
    .map((use) => ({
      collection: asText(use.collection) ?? "",
      item: String(use.item ?? ""),
      field: asText(use.field) ?? "",
      title: asText(use.title) ?? "",
    }));
  const meta = asObject(answer.meta);
  return {
    uses,
    hidden: asNumber(meta.hidden) ?? 0,
    isCut: meta.truncated === true,
    isUnfinished: meta.unfinished === true,
  };
}

export async function importFile(url: string, folder: string | null): Promise<MediaFile> {
  const body = { url, data: folder === null ? {} : { folder } };
  return fileOf(asObject(await request("POST", "/files/import", { body })));
}
