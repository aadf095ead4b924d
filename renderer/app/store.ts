import { configureStore } from "@reduxjs/toolkit";
import { useDispatch, useSelector, useStore } from "react-redux";
import { api } from "../bridge/api.ts";
import { importReducer } from "../features/import/slice.ts";
import { orderDeskReducer } from "../features/order-desk/slice.ts";
import { ordersReducer } from "../features/orders/slice.ts";
import { liveReducer } from "./live.ts";
import { placeReducer } from "./place.ts";

export function makeStore() {
  return configureStore({
    reducer: {
      place: placeReducer,
      live: liveReducer,
      orders: ordersReducer,
      orderDesk: orderDeskReducer,
      importing: importReducer,
      [api.reducerPath]: api.reducer,
    },
    // What main sends is plain data by contract; walking every order for it would cost frames.
    middleware: (defaults) => defaults({ serializableCheck: false, immutableCheck: false }).concat(api.middleware),
  });
}

export type Store = ReturnType<typeof makeStore>;
export type State = ReturnType<Store["getState"]>;

export const useAppDispatch = useDispatch.withTypes<Store["dispatch"]>();
export const useAppStore = useStore.withTypes<Store>();
export const useAppSelector = useSelector.withTypes<State>();
