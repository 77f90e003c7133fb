/** Stroke icons from path data, so that an icon is a line of text beside what it stands for. */
interface IconProps {
  /** SVG path data on a 24 × 24 grid. */
  path: string;
  /** Pixels; 16 if not given. */
  size?: number;
}

export function Icon(props: IconProps) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width={props.size ?? 16}
      height={props.size ?? 16}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={props.path} />
    </svg>
  );
}

/** Icons that more than one place uses. */
export const ICONS = {
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5',
  folder: 'M3 6.5h6l2 2.5h10v10.5H3z',
  folderOpen: 'M3 19V6.5h6l2 2.5h7.5v3M3 19l3.2-7H22l-3.2 7z',
  folderDown: 'M3 5.5h6.2l2 2.5H21v11.5H3zM12 11v5.5M9.5 14l2.5 2.5 2.5-2.5',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  check: 'M5 12.5l4.5 4.5L19 7',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16',
  upload: 'M12 16V5M7.5 9L12 4.5 16.5 9M4 20h16',
  share: 'M12 15V4M8 7.5L12 3.5l4 4M5 12v8h14v-8',
  filter: 'M4 6h16M7 12h10M10 18h4',
  settings:
    'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M5.6 18.4l1.8-1.8M16.6 7.4l1.8-1.8',
  wrap: 'M4 6h16M4 12h12.5a3 3 0 0 1 0 6H12M14 15.5L11.5 18l2.5 2.5M4 18h4',
  exclude: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11',
  warning: 'M12 4l9.5 16h-19zM12 10v4.5M12 17.2v.1',
} as const;
