export interface ElectronRuntime {
  /** The program to start. */
  readonly executablePath: string;
  /** The folder it is in, with everything it needs: what packaging starts from. */
  readonly distPath: string;
  /** True for the stand-in, which is for development and tests and is never shipped. */
  readonly standIn: boolean;
  /** Electron's version, such as "33.2.1". */
  readonly version: string;
}

/** The Electron to run. Rejects with words for a person when there is none. */
export function electronRuntime(): Promise<ElectronRuntime>;
