/** Assay's mark. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
      <defs>
        <linearGradient id="mark-fill" x1="0" y1="0" x2="1" y2="1">
          <stop class="mark-from" offset="0" />
          <stop class="mark-to" offset="1" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="8" fill="url(#mark-fill)" />
      <path class="mark-letter" d="M9.5 23 16 8.5 22.5 23M12.2 17.6h7.6" />
    </svg>
  );
}
