/** The H in its square, in the accent of the theme. */
export function BrandMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="glyph">
      <rect x="1" y="1" width="22" height="22" rx="6" fill="var(--accent)" />
      <path d="M7.5 6v12M16.5 6v12M7.5 12.2h9" stroke="var(--accent-ink)" strokeWidth="3" strokeLinecap="square" />
    </svg>
  );
}
