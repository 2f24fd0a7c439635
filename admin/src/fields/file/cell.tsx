import { IconFile } from "@tabler/icons-react";
import classes from "../chip.module.css";
import type { CellProps } from "../define-field";
import type { Links } from "../link";
import { LinkCell } from "../link-cell";

export function FileCell(props: CellProps<Links>) {
  if (props.value.links.length === 0) return null;
  return (
    <span className={classes.person}>
      <IconFile size={16} className={classes.faint} aria-hidden />
      <span className={classes.name}>
        <LinkCell {...props} />
      </span>
    </span>
  );
}
