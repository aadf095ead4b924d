import { expect, it } from "vitest";
import { parseHubAddress } from "#main/sync/hub-address.ts";

it.each([
  ["hub.example.com", "https://hub.example.com:7420"],
  [" hub.example.com:8443 ", "https://hub.example.com:8443"],
  ["192.168.1.20", "https://192.168.1.20:7420"],
  ["https://hub.example.com", "https://hub.example.com"],
  ["https://hub.example.com/v1/?x#y", "https://hub.example.com"],
  ["HTTPS://Hub.Example.com:7420/", "https://hub.example.com:7420"],
  ["127.0.0.1:7420", "http://127.0.0.1:7420"],
  ["localhost", "http://localhost:7420"],
  ["[::1]:7420", "http://[::1]:7420"],
  ["http://192.168.1.20:7420", "http://192.168.1.20:7420"],
  ["[2001:db8::1]", "https://[2001:db8::1]:7420"],
])("reads %j as %s", (typed, origin) => {
  expect(parseHubAddress(typed)).toMatchObject({ ok: true, value: { origin } });
});

it.each([
  "",
  " ",
  "two words",
  "ftp://hub.example.com",
  "user@hub.example.com",
  "hub:port",
  "hub:99999",
  "javascript:alert(1)",
])("takes %j for no address", (typed) => {
  expect(parseHubAddress(typed)).toEqual({ ok: false, error: "not-an-address" });
});
