/** One role as its page needs it. */
import { asObject, asText, type JsonObject } from "@/lib/json";

export interface RoleData {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly hasAppAccess: boolean;
  readonly asksForFactor: boolean;
  readonly permissions: JsonObject;
}

export interface LoadedRole extends RoleData {
  readonly isFromFile: boolean;
  readonly isAdmin: boolean;
}

export function roleOf(json: unknown): LoadedRole {
  const role = asObject(json);
  return {
    id: asText(role.id) ?? "",
    name: asText(role.name) ?? "",
    description: asText(role.description) ?? "",
    hasAppAccess: role.app_access === true,
    asksForFactor: role.enforce_tfa === true,
    permissions: asObject(role.permissions),
    isFromFile: role.source === "file",
    isAdmin: role.admin_access === true,
  };
}

/** As the API takes it. */
export function bodyOf({ name, description, hasAppAccess, asksForFactor, permissions }: Omit<RoleData, "id">) {
  return {
    name,
    description: description.trim() || null,
    app_access: hasAppAccess,
    enforce_tfa: asksForFactor,
    permissions,
  };
}

/** `Night desk` → `night-desk`: what files and addresses call it. */
export function roleIdOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
}
