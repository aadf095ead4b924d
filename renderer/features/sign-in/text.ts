import type { CodeOf } from "#shared/bridge/contract.ts";
import type { Role } from "#shared/facts/kinds/people.ts";

export const signInText = {
  title: "Who is here?",
  people: "People",
  orBadge: "Or scan your badge: it signs you in at once.",
  badgeUnknown: "This badge is nobody's on this computer. Ask a lead, or sign in with your PIN.",
  notABadge: "That was not a badge. Scan the one with your name on it.",
  pinOf: (name: string) => `PIN of ${name}`,
  pin: "PIN",
  pinTyped: (count: number) => (count === 1 ? "1 digit typed" : `${count} digits typed`),
  digit: (digit: string) => `Digit ${digit}`,
  back: "Take back",
  backKey: "⌫",
  signIn: "Sign in",
  choose: "Choose your name, then type your PIN.",
  another: "Another person",
} as const;

export const roleText: Readonly<Record<Role, string>> = { lead: "Lead", clerk: "Order desk", packer: "Pick and pack" };

export const signInRefusals: Readonly<Record<CodeOf<"people.signIn">, string | ((detail: string) => string)>> = {
  "pin-wrong": "That is not the PIN. Type it again.",
  "person-unknown": "This person is not on this computer any more. Choose another name.",
  "too-many-tries": (seconds) =>
    seconds === ""
      ? "Too many wrong tries. Wait half a minute, or scan your badge."
      : `Too many wrong tries. Wait ${seconds} seconds, or scan your badge.`,
};
