import "react";

declare module "react" {
  interface CSSProperties {
    /** Custom properties are part of our components' style. */
    [variable: `--${string}`]: string | number | undefined;
  }
}
