import type { CodeOf } from "#shared/bridge/contract.ts";

export const joinText = {
  address: "Address of the hub",
  addressHint: "As the hub prints it when it starts: hub.example.com, or 192.168.1.20:7420.",
  code: "Code",
  codeHint: "The hub prints it and it is good once, for a short while.",
  join: "Join the hub",
  joining: "Asking the hub",
  addressMissing: "Type the address of the hub.",
  codeMissing: "Type the code that the hub prints.",
  certificateTitle: "Is this your hub?",
  certificateDetail:
    "Nobody this computer knows vouches for the hub's certificate. That is usual for a hub of your own. Compare this fingerprint with the one the hub prints: only if they are the same is it your hub.",
  certificateSame: "They are the same: join",
  certificateOther: "They differ: do not join",
} as const;

/** What the hub, or the way to it, said; then what to do. Nothing was changed by any of them. */
export const joinRefusals: Readonly<Record<Exclude<CodeOf<"sync.join">, "role-missing">, string>> = {
  "already-joined": "This station belongs to a hub already. Leave that one first.",
  "not-an-address": "This is not an address. Type it as the hub prints it: hub.example.com, or 192.168.1.20:7420.",
  "no-line":
    "Nobody answers at this address. Check the address, the network and that the hub is running, then try again.",
  "not-a-hub": "Something answers at this address, but it is not a Holdfast hub. Check the address and the port.",
  "certificate-unknown":
    "Nobody vouches for the hub's certificate. Compare its fingerprint with the one the hub prints.",
  "wrong-code":
    "The hub does not know this code. Type it again as the hub printed it; small and capital letters are the same.",
  "expired-code": "This code is too old. Ask for a new one at the hub: npm run hub -- code.",
  "used-code": "A station has joined with this code already. Each code is good once: ask for a new one at the hub.",
  "too-many-tries": "Too many codes were tried. Wait a minute, then type the right one.",
  "other-company":
    "This station holds the orders of another company, and the two must not be mixed. Join its own hub, or start a new station in an empty folder.",
  "station-known":
    "The hub knows this station already, from this computer or a copy of it. At the hub, take that one out first, then join with a new code.",
  "station-behind":
    "The hub has later work of this station than the station itself: this is an older copy of it. Go on with the newer one, or take the station out at the hub and start a new one.",
  "station-too-old": "This Holdfast is too old for the hub. Install the newer version on this computer, then join.",
  "hub-too-old": "The hub is older than this Holdfast. Install the newer version at the hub, then join.",
  "hub-busy":
    "The hub cannot take anything just now: its disk is full or it is being restarted. Try again in a minute.",
  "hub-refuses": "The hub said no and this Holdfast does not know the reason. Look at the hub's own messages.",
};
