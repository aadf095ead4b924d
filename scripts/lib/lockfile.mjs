/**
 * Why node_modules does not hold what package-lock.json asks for, or undefined when it does.
 * Contents are compared, not dates: a checkout or a copy changes dates without changing what is installed.
 */
export function whyInstall(wanted, installed) {
  if (installed === undefined) return "the packages are not there yet";
  for (const [path, asked] of Object.entries(wanted.packages)) {
    const there = installed.packages[path];
    // A package for another system is in the lockfile but rightly not on this disk.
    if (path === "" || asked.link || (there === undefined && (asked.optional || asked.devOptional))) continue;
    if (there?.version !== asked.version || there?.integrity !== asked.integrity)
      return `${path.replace(/^.*node_modules\//, "")} changed in package-lock.json`;
  }
  return undefined;
}

const system =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(gnu|musl|msvc|eabi)\w*)?$/;
const libraryOf = { gnu: "glibc", musl: "musl" };

/**
 * The packages for single systems that the lockfile's packages ask for and the lockfile lacks, as `[path, entry]`.
 * @param {Record<string, any>} packages the lockfile's own `packages`
 * @returns {[path: string, entry: object][]}
 */
export function incompleteEntries(packages) {
  const missing = new Map();
  for (const [asker, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const match = system.exec(name);
      const path = `node_modules/${name}`;
      if (match === null || packages[path] !== undefined || packages[`${asker}/${path}`] !== undefined) continue;
      const [, os, cpu, flavour] = match;
      const libc = libraryOf[flavour];
      missing.set(path, {
        version,
        cpu: [cpu],
        ...(dev && { dev }),
        ...(libc && { libc: [libc] }),
        optional: true,
        os: [os],
      });
    }
  }
  return [...missing];
}
