import { lazy } from "react";

/** Asked for when nothing is more urgent: when it is needed, the server may have another version of it, or be gone. */
export const loadBrokenPage = () => import("@/components/broken-page/broken-page");

export const BrokenPage = lazy(() => loadBrokenPage().then((module) => ({ default: module.BrokenPage })));
