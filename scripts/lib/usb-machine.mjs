import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { inProject } from "./project.mjs";
import { say } from "./terminal.mjs";

/**
 * A virtual machine whose kernel has USB gadgets, over this computer's own files (read-only): QEMU without hardware help,
 * Debian's kernel, a disk in memory with the modules and an init.
 */
const cache = inProject(".cache", "usb-rig");
const modules = [
  ...["virtio_pci", "9pnet_virtio", "9p", "configfs", "hid", "hid-generic", "usbhid", "evdev", "cdc-acm", "usblp"],
  ...["dummy_hcd", "libcomposite", "usb_f_hid", "usb_f_acm", "usb_f_printer"],
];
/** One host controller a device. */
const parametersOf = { dummy_hcd: "num=4" };

const tools = ["qemu-system-x86_64", "cpio", "depmod", "udevadm", "busybox"];
const packages = ["qemu-system-x86", "busybox-static", "cpio", "kmod", "udev"];

/** Longest life of the machine. */
const givesUpAfterMs = 15 * 60_000;
const mark = "USB-RIG ";

/** Why there can be no such machine here. It is no failure. */
export class NoMachine extends Error {}

function run(command, words, options = {}) {
  const done = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1e8, ...options });
  if (done.error || done.status !== 0)
    throw new NoMachine(`${command} ${words.join(" ")} did not work: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
const lacks = () => tools.some((tool) => spawnSync("which", [tool], { env: environment }).status !== 0);

/** Installs what is missing where we may, and else names the one command. */
export function prepareMachine() {
  if (process.platform !== "linux" || process.arch !== "x64") throw new NoMachine("it needs Linux on x64");
  if (!lacks()) return;
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  if (!existsSync("/usr/bin/apt-get")) throw new NoMachine(`these programs are not installed: ${tools.join(", ")}`);
  if (process.getuid?.() !== 0)
    throw new NoMachine(`install what it needs first: sudo apt-get update && sudo apt-get ${install.join(" ")}`);
  say(`installing ${packages.join(" ")}`);
  const env = { ...environment, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], { env });
  run("apt-get", install, { env });
  if (lacks()) throw new NoMachine(`these are still not installed: ${packages.join(" ")}`);
}

/** Debian's own kernel of the day; its version drifts, so it is looked up. Kept for the next time. */
function kernel() {
  const tree = join(cache, "kernel");
  if (!existsSync(join(tree, "boot"))) {
    if (!existsSync("/usr/bin/apt-get")) throw new NoMachine("the kernel comes by apt-get, which is not here");
    const names = run("apt-cache", ["depends", "linux-image-amd64"]).split("\n").slice(1).join("\n");
    const name = /linux-image-[\w.+-]+-amd64/.exec(names)?.[0];
    if (name === undefined) throw new NoMachine("this system names no Debian kernel for such a machine");
    mkdirSync(tree, { recursive: true });
    say(`fetching ${name}`);
    // The unsigned one, where there is one, is the same kernel in a smaller download.
    const isThere = spawnSync("apt-get", ["download", `${name}-unsigned`], { cwd: cache }).status === 0;
    if (!isThere) run("apt-get", ["download", name], { cwd: cache });
    const file = join(cache, readdirSync(cache).find((entry) => /^linux-image-.*\.deb$/.test(entry)) ?? "");
    run("dpkg-deb", ["-x", file, tree]);
    rmSync(file);
  }
  const image = readdirSync(join(tree, "boot")).find((entry) => entry.startsWith("vmlinuz-"));
  if (image === undefined) throw new NoMachine("the kernel package holds no kernel");
  return { tree, image: join(tree, "boot", image), version: image.slice("vmlinuz-".length) };
}

const moduleName = (file) =>
  basename(file)
    .replace(/\.ko(\.\w+)?$/, "")
    .replaceAll("-", "_");

/** The modules wanted with what each needs, needed ones first. What is built into the kernel is in no list. */
function moduleFiles({ tree, version }) {
  const base = existsSync(join(tree, "usr/lib/modules")) ? join(tree, "usr") : tree;
  run("depmod", ["-b", base, version], { env: environment });
  const folder = join(base, "lib/modules", version);
  const lines = readFileSync(join(folder, "modules.dep"), "utf8").trim().split("\n");
  const needs = new Map(
    lines.map((line) => {
      const [file = "", rest = ""] = line.split(":");
      return [file, rest.trim() === "" ? [] : rest.trim().split(" ")];
    }),
  );
  const ordered = new Set();
  const take = (file) => {
    for (const needed of needs.get(file) ?? []) take(needed);
    ordered.add(file);
  };
  for (const wanted of modules) {
    const file = [...needs.keys()].find((each) => moduleName(each) === wanted.replaceAll("-", "_"));
    if (file !== undefined) take(file);
  }
  return [...ordered].map((file) => join(folder, file));
}

const insert = (file) =>
  `insmod /modules/${basename(file)} ${parametersOf[moduleName(file)] ?? ""} || echo "no module ${basename(file)}"`;

const init = (files, command) => `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /host /sbin /usr/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
${files.map(insert).join("\n")}
mount -t configfs config /sys/kernel/config
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose host0 /host
mount -t tmpfs tmp /host/tmp
mount -t tmpfs run /host/run
for place in proc sys dev; do mount --rbind /$place /host/$place; done
mkdir -p /host/dev/shm /host/dev/pts
mount -t tmpfs shm /host/dev/shm
mount -t devpts pts /host/dev/pts
ip link set lo up
chroot /host /lib/systemd/systemd-udevd --daemon
chroot /host /bin/sh -c '${command}'
poweroff -f
`;

function initialRamDisk(files, command) {
  const root = join(cache, "root");
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, "bin"), { recursive: true });
  mkdirSync(join(root, "modules"));
  copyFileSync(run("which", ["busybox"], { env: environment }).trim(), join(root, "bin/busybox"));
  for (const file of files) copyFileSync(file, join(root, "modules", basename(file)));
  writeFileSync(join(root, "init"), init(files, command));
  chmodSync(join(root, "init"), 0o755);
  const path = join(cache, "initrd.img");
  run("sh", ["-c", `cd '${root}' && find . | cpio -o -H newc 2>/dev/null | gzip -1 > '${path}'`]);
  return path;
}

/**
 * Boots, runs the command as root over this computer's files, and gives back what it said in lines that begin with the
 * rig's mark; `HOLDFAST_USB_LOG=1` shows everything it says.
 */
export async function runInMachine(command) {
  mkdirSync(cache, { recursive: true });
  const found = kernel();
  const words = ["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "3072", "-nographic", "-no-reboot"];
  words.push("-nodefaults", "-serial", "mon:stdio", "-kernel", found.image);
  words.push("-initrd", initialRamDisk(moduleFiles(found), command));
  words.push("-append", "console=ttyS0 quiet mitigations=off panic=-1");
  words.push("-virtfs", "local,path=/,mount_tag=host0,security_model=none,readonly=on,multidevs=remap");
  const child = spawn("qemu-system-x86_64", words, { stdio: ["ignore", "pipe", "inherit"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const timer = setTimeout(end, givesUpAfterMs);
  const lines = [];
  let rest = "";
  child.stdout.on("data", (piece) => {
    const parts = (rest + piece.toString("utf8")).split(/\r?\n/);
    rest = parts.pop() ?? "";
    for (const line of parts) {
      const at = line.indexOf(mark);
      if (at >= 0) lines.push(line.slice(at + mark.length));
      if (at >= 0) say(lines.at(-1));
      else if (process.env.HOLDFAST_USB_LOG === "1") say(line);
    }
  });
  await new Promise((resolve) => {
    child.once("exit", resolve);
  });
  clearTimeout(timer);
  process.off("exit", end);
  return lines;
}
