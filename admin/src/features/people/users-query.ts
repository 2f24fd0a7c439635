/** What of the users is asked for, from what stands in the address. */
import type { Query } from "@/api/client";
import type { Collection } from "@/api/model-types";

export interface UsersSearch {
  readonly search?: string | undefined;
  readonly role?: string | undefined;
  readonly status?: string | undefined;
  readonly page?: string | undefined;
}

export const PAGE_SIZE = 50;

const FIELDS = ["id", "first_name", "last_name", "email", "avatar", "status", "roles", "last_access"];

export function queryOf(users: Collection, { search, role, status, page }: UsersSearch): Query {
  const filters = [
    ...(role === undefined ? [] : [{ roles: { _contains: role } }]),
    ...(status === undefined ? [] : [{ status: { _eq: status } }]),
  ];
  return {
    fields: FIELDS.filter((name) => users.permissions.read.fields.has(name)).join(","),
    sort: "last_name,first_name,email",
    limit: String(PAGE_SIZE),
    meta: "filter_count",
    ...(page === undefined ? {} : { page }),
    ...(search === undefined ? {} : { search }),
    ...(filters.length === 0 ? {} : { filter: JSON.stringify({ _and: filters }) }),
  };
}
