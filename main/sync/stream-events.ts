import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type StreamEvent, streamEventSchema } from "#shared/sync/wire.ts";

/** Characters of one event; a hub that sends more is none. */
const longestEvent = 32 * 1024 * 1024;

/**
 * The `facts` events of a server-sent stream, as they come. Ends when the stream does or breaks, or when something comes
 * that is no event of the contract: the caller pulls and opens it anew.
 */
export async function* streamEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent, void, void> {
  const came: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void came.push(event), maxBufferSize: longestEvent });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of bytes) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      for (const { event, data } of came.splice(0)) {
        if (event !== "facts") continue;
        const parsed = streamEventSchema.safeParse(JSON.parse(data));
        if (!parsed.success) return;
        yield parsed.data;
      }
    }
  } catch {
    // A line that breaks is what lines do.
  }
}
