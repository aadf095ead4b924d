import { createApi } from "@reduxjs/toolkit/query/react";
import type { BaseQueryFn } from "@reduxjs/toolkit/query/react";
import type { BridgeRefusal, CallName, InputOf, OutputOf } from "#shared/bridge/contract.ts";
import { firstOrders } from "#shared/bridge/first-calls.ts";
import type { ChangeTag, OrderPage } from "#shared/bridge/types.ts";
import { callMain } from "./bridge.ts";

/**
 * Every call of the contract as an RTK Query endpoint. A query names the kinds of data it shows; main says which kinds
 * changed (the `changed` event) and just those are asked for again. Screens never poll.
 */
export interface Asked {
  readonly name: CallName;
  readonly input: unknown;
}

const askMain: BaseQueryFn<Asked, unknown, BridgeRefusal> = async ({ name, input }) => {
  try {
    // The endpoint below pairs each name with its own input type.
    const reply = await callMain(name, input as never);
    return reply.ok ? { data: reply.value } : { error: reply.error };
  } catch (problem) {
    return { error: { code: "unexpected", detail: problem instanceof Error ? problem.message : String(problem) } };
  }
};

export const tagTypes = [
  "orders",
  "items",
  "customers",
  "work",
  "parcels",
  "print-jobs",
  "people",
  "set-aside",
  "imports",
  "templates",
  "devices",
  "care",
  "sync",
] as const satisfies readonly ChangeTag[];

/** Rows a list asks for at once: a few windows full, and read in a few milliseconds. */
const sliceLength = 200;

/** Rows below a field that finds while somebody types, and how many more come as they go down. */
const foundFirst = 8;
const foundMore = 24;

/** Lists that come in slices; `orders.page` and `items.page` ask for a search or a stage beside it. */
type SlicedCall =
  | "picking.lists"
  | "imports.setAside"
  | "prints.page"
  | "exceptions.page"
  | "stock.transfers"
  | "sync.waiting"
  | "sync.refused";

export const api = createApi({
  reducerPath: "main",
  baseQuery: askMain,
  tagTypes,
  endpoints: (build) => {
    const query = <Name extends CallName>(name: Name, tags: readonly ChangeTag[]) =>
      build.query<OutputOf<Name>, InputOf<Name>>({
        query: (input) => ({ name, input }),
        providesTags: [...tags],
      });
    /** The next slice comes when somebody scrolls to it; a change asks again for as many as are there. */
    const slices = <Name extends SlicedCall>(name: Name, tags: readonly ChangeTag[]) =>
      build.infiniteQuery<OutputOf<Name>, Omit<InputOf<Name>, "after" | "limit">, string | null>({
        query: ({ queryArg, pageParam }) => ({ name, input: { ...queryArg, after: pageParam, limit: sliceLength } }),
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: nextOf },
        providesTags: [...tags],
        keepUnusedDataFor: 10,
      });
    const found = <Name extends "items.search" | "customers.search">(name: Name, tags: readonly ChangeTag[]) =>
      build.infiniteQuery<OutputOf<Name>, { readonly search: string }, string | null>({
        query: ({ queryArg, pageParam }) => {
          const limit = pageParam === null ? foundFirst : foundMore;
          return { name, input: { ...queryArg, after: pageParam, limit } };
        },
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: nextOf },
        providesTags: [...tags],
      });
    // Main announces what a command changed, so commands invalidate nothing themselves.
    const command = <Name extends CallName>(name: Name) =>
      build.mutation<OutputOf<Name>, InputOf<Name>>({ query: (input) => ({ name, input }) });
    return {
      /** Lists come in slices; a change asks again for as many slices as are there, and rows that stayed the same stay the same object. */
      orderPages: build.infiniteQuery<OrderPage, Omit<InputOf<"orders.page">, "after" | "limit">, string | null>({
        query: ({ queryArg, pageParam }) => {
          const limit = pageParam === null ? firstOrders : sliceLength;
          const input: InputOf<"orders.page"> = { ...queryArg, after: pageParam, limit };
          return { name: "orders.page", input };
        },
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: (page) => page.next ?? undefined },
        providesTags: ["orders"],
        keepUnusedDataFor: 10,
      }),
      itemPages: build.infiniteQuery<OutputOf<"items.page">, { readonly search: string }, string | null>({
        query: ({ queryArg, pageParam }) => {
          const input: InputOf<"items.page"> = { ...queryArg, after: pageParam, limit: sliceLength };
          return { name: "items.page", input };
        },
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: (page) => page.next ?? undefined },
        providesTags: ["items"],
        keepUnusedDataFor: 10,
      }),
      pickListPages: slices("picking.lists", ["work", "orders"]),
      setAsidePages: slices("imports.setAside", ["set-aside"]),
      printPages: slices("prints.page", ["print-jobs", "people"]),
      exceptionPages: slices("exceptions.page", ["orders"]),
      diagnostics: query("station.diagnostics", ["devices", "care"]),
      rescue: query("care.rescue", []),
      people: query("people.list", ["people"]),
      orderCounts: query("orders.counts", ["orders"]),
      order: query("orders.get", ["orders", "parcels", "print-jobs"]),
      itemSearch: found("items.search", ["items"]),
      customerSearch: found("customers.search", ["customers"]),
      pickOverview: query("picking.overview", ["work", "orders"]),
      setAside: query("imports.setAside", ["set-aside"]),
      printPage: query("prints.page", ["print-jobs", "people"]),
      template: query("templates.state", ["templates", "people"]),
      printPicture: query("prints.picture", []),
      printers: query("printers.state", ["people", "print-jobs"]),
      devices: query("devices.state", ["devices", "print-jobs"]),
      channels: query("channels.page", ["sync", "people", "orders"]),
      scope: query("sync.scope", ["sync", "people"]),
      waitingFacts: slices("sync.waiting", ["sync"]),
      refusedFacts: slices("sync.refused", ["sync"]),

      begin: command("station.begin"),
      configure: command("station.configure"),
      addPerson: command("people.add"),
      signIn: command("people.signIn"),
      signOut: command("people.signOut"),
      placeOrder: command("orders.place"),
      releaseOrders: command("orders.release"),
      releaseAllOrders: command("orders.releaseAll"),
      holdOrder: command("orders.hold"),
      liftHolds: command("orders.liftHolds"),
      cancelOrder: command("orders.cancel"),
      recordPayment: command("orders.recordPayment"),
      exceptions: query("exceptions.page", ["orders"]),
      itemStanding: query("stock.standing", ["items", "orders"]),
      transfers: slices("stock.transfers", ["work", "items", "people"]),
      takePickList: command("picking.take"),
      openPickList: command("picking.open"),
      closePickList: command("picking.close"),
      leavePickList: command("picking.leave"),
      resumePacking: command("packing.resume"),
      submitScan: command("scans.submit"),
      chooseImport: command("imports.choose"),
      startImport: command("imports.start"),
      stopImport: command("imports.stop"),
      mendSetAside: command("imports.mend"),
      discardSetAside: command("imports.discard"),
      saveSetAside: command("imports.saveSetAside"),
      answerPrint: command("prints.answer"),
      retryPrint: command("prints.retry"),
      printAgain: command("prints.again"),
      printTest: command("prints.test"),
      saveLabel: command("documents.saveLabel"),
      savePackingSlip: command("documents.savePackingSlip"),
    };
  },
});

/** Every list that comes in slices says where the next one begins. */
function nextOf(page: unknown): string | undefined {
  return (page as { readonly next: string | null }).next ?? undefined;
}
