import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

interface Props extends ComponentProps<"a"> {
  readonly isCurrent: boolean;
}

/** The router calls every link current whose address is the page's, and of two saved views of one state both. Here the caller says which is. */
export const PageLink = createLink(({ isCurrent, ...anchor }: Props) => (
  <a {...anchor} aria-current={isCurrent ? "page" : undefined} />
));
