/** Five dots in a circle: Quintet. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--q-accent)" />
      <g fill="#fff">
        <circle cx="16" cy="7.5" r="2.6" />
        <circle cx="24.1" cy="13.4" r="2.6" />
        <circle cx="21" cy="22.9" r="2.6" />
        <circle cx="11" cy="22.9" r="2.6" />
        <circle cx="7.9" cy="13.4" r="2.6" />
      </g>
    </svg>
  );
}
