/** The icon that a model names. The set is a chunk of its own; until it is there, and for a name that it lacks, a plain mark stands in. */

import { IconStack2 } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

const Named = lazy(() => import("./named-icon").then((module) => ({ default: module.NamedIcon })));

interface Props {
  readonly name: string | null;
  readonly size?: number;
}

export function CollectionIcon({ name, size = 18 }: Props) {
  const plain = <IconStack2 size={size} stroke={1.6} aria-hidden />;
  if (name === null) return plain;
  return (
    <Suspense fallback={plain}>
      <Named name={name} size={size} />
    </Suspense>
  );
}
