import { useState } from "react";
import { assetAddress } from "@/api/files";
import { currentProject } from "@/api/project";
import { useSignal } from "@/hooks/use-signal";
import { Mark } from "./mark";
import classes from "./project-mark.module.css";

/** The project's logo, or the product's sign in the project's color. Its name stands beside it. */
export function ProjectMark({ size }: { readonly size: number }) {
  const { logo } = useSignal(currentProject);
  const [broken, setBroken] = useState<string | null>(null);
  if (logo === null || logo === broken) return <Mark size={size} />;
  return (
    <img
      className={classes.logo}
      // For screens with small dots.
      src={assetAddress({ id: logo, version: "" }, size * 4)}
      height={size}
      alt=""
      onError={() => setBroken(logo)}
    />
  );
}
