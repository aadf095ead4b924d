import * as namespace from "@pdf-lib/fontkit";

// Its types declare named exports; at run time there is one default export that holds them.
export const fontkit = (namespace as unknown as { readonly default: typeof namespace }).default;
