/** Channels whose orders come in by file, by the names their orders bear. */
export const fileChannels = ["shopify"] as const;
