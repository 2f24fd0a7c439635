import type { ReactNode } from "react";

interface Props {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Text as it stands, which may be larger than its place. */
export function ScrolledText({ className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <pre className={className} tabIndex={0}>
      {children}
    </pre>
  );
}
