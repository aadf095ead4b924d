import { lazy, Suspense, useState } from "react";
import type { ComponentType } from "react";

const rest: (() => Promise<unknown>)[] = [];

/**
 * A part that the first screen does without. It comes in a piece of its own, so that the window need not read all of
 * itself before it shows anything; once `fetchTheRest` has it here, it is drawn at once like any other.
 * Until it is here, one that is not wanted is not asked for either.
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
  isWanted: (props: Props) => boolean = () => true,
): ComponentType<Props> {
  let here: ComponentType<Props> | undefined;
  const take = async () => {
    here ??= await fetch();
    return { default: here };
  };
  const Awaited = lazy(take);
  rest.push(take);
  return function Later(props: Props) {
    // Kept for as long as it is shown: another component in its place would begin anew.
    const [Part] = useState<ComponentType<Props>>(() => here ?? Awaited);
    if (here === undefined && !isWanted(props)) return null;
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}

/**
 * Fetches all of them, one after the other: what a person does in the meantime comes in between. One that does not come is
 * asked for again when it is shown.
 */
export async function fetchTheRest(): Promise<void> {
  for (const take of rest) {
    await turn();
    await take().catch(() => undefined);
  }
}

function turn(): Promise<void> {
  return new Promise((done) => void setTimeout(done));
}
