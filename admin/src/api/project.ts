/** What the project is called and looks like: everybody may know it, who signs in too. */
import { asObject, asText } from "@/lib/json";
import { Signal } from "@/lib/signal";
import { read } from "./endpoint";

export interface Project {
  readonly name: string;
  readonly descriptor: string | null;
  /** As it was chosen: nobody has said that it can be read. */
  readonly color: string | null;
  /** A file that everybody may see. */
  readonly logo: string | null;
  readonly language: string | null;
  readonly appearance: "auto" | "light" | "dark" | null;
}

const UNKNOWN: Project = {
  name: "Quintet",
  descriptor: null,
  color: null,
  logo: null,
  language: null,
  appearance: null,
};

/** The product's own look until it is known. */
export const currentProject = new Signal<Project>(UNKNOWN);

export function noteProject(info: unknown): Project {
  const project = projectOf(info);
  currentProject.set(project);
  return project;
}

export async function readProject(): Promise<Project> {
  return noteProject(await read("/server/info"));
}

export function projectOf(info: unknown): Project {
  const json = asObject(asObject(info).project);
  const appearance = json.default_appearance;
  return {
    name: asText(json.project_name) || UNKNOWN.name,
    descriptor: asText(json.project_descriptor),
    color: asText(json.project_color),
    logo: asText(json.project_logo),
    language: asText(json.default_language),
    appearance: appearance === "auto" || appearance === "light" || appearance === "dark" ? appearance : null,
  };
}
