/** What the API answers when something is wrong, as values. Nothing here shows anything: who asked decides what to say. */
import { asList, asNumber, asObject, asText, type JsonObject } from "@/lib/json";

/** One problem of an answer. `path` leads to the value that it is about. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly field: string | null;
  readonly extensions: JsonObject;
}

/** The server answered, and the answer is an error. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly problems: readonly Problem[];
  /** Seconds after which it may work. */
  readonly retryAfter: number | null;

  constructor(status: number, problems: readonly Problem[], retryAfter: number | null = null) {
    super(problems[0]?.message ?? `status ${status}`);
    this.status = status;
    this.problems = problems;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return this.problems[0]?.code ?? "UNKNOWN";
  }

  get requestId(): string | null {
    return asText(this.problems[0]?.extensions.request_id);
  }

  has(code: string): boolean {
    return this.problems.some((problem) => problem.code === code);
  }
}

/** No answer came: the server is gone, or the network is. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.has(code));
}

export function apiError(status: number, body: unknown, retryAfter: string | null): ApiError {
  const problems = asList(asObject(body).errors).map(problem);
  const seconds = retryAfter === null ? null : asNumber(Number(retryAfter));
  return new ApiError(status, problems, seconds);
}

function problem(json: unknown): Problem {
  const { message, extensions } = asObject(json);
  const more = asObject(extensions);
  return {
    code: asText(more.code) ?? "UNKNOWN",
    message: asText(message) ?? "",
    path: asText(more.path),
    field: asText(more.field),
    extensions: more,
  };
}
