interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Why node_modules does not hold what package-lock.json asks for, or undefined when it does. */
export function whyInstall(wanted: Lockfile, installed: Lockfile | undefined): string | undefined;

/** The packages for single systems that the lockfile's packages ask for and the lockfile lacks. */
export function incompleteEntries(packages: Lockfile["packages"]): [path: string, entry: object][];
