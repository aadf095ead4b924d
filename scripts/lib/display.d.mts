export interface VirtualDisplay {
  /** What DISPLAY is set to, such as ":99". */
  readonly name: string;
  stop(): void;
}

/** Whether a window can be shown now. */
export function hasDisplay(): boolean;

/** Electron's command line options for the screen and the user we have. */
export function electronOptions(): string[];

/** Starts a screen in memory (pixels) and sets DISPLAY for this process and its children. */
export function startVirtualDisplay(size?: { width?: number; height?: number }): Promise<VirtualDisplay>;
