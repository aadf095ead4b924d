import { act, cleanup, render } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { fetchTheRest, later } from "#renderer/app/later.tsx";

afterEach(cleanup);

interface Words {
  readonly words: string;
}

function part() {
  const began = vi.fn<() => void>();
  function Part({ words }: Words) {
    useEffect(began, []);
    return <p>{words}</p>;
  }
  return { Part, began };
}

test("a part that was fetched beforehand is drawn at once", async () => {
  const { Part } = part();
  const Later = later<Words>(async () => Part);
  await fetchTheRest();
  expect(render(<Later words="here" />).container.textContent).toBe("here");
});

test("a part that is wanted before it was fetched comes by itself, and does not begin anew when drawn again", async () => {
  const { Part, began } = part();
  const Later = later<Words>(async () => Part);
  const drawn = render(<Later words="soon" />);
  expect(drawn.container.textContent).toBe("");
  await act(fetchTheRest);
  expect(drawn.container.textContent).toBe("soon");
  drawn.rerender(<Later words="later" />);
  expect(drawn.container.textContent).toBe("later");
  expect(began).toHaveBeenCalledTimes(1);
});

test("a part that is not wanted yet is not fetched by being named", () => {
  const { Part } = part();
  const fetch = vi.fn<() => Promise<typeof Part>>(async () => Part);
  const Later = later<Words>(fetch, ({ words }) => words !== "");
  render(<Later words="" />);
  expect(fetch).not.toHaveBeenCalled();
});

test("one part that does not come keeps no other from coming, and is fetched again when it is shown", async () => {
  const { Part } = part();
  const fetch = vi.fn<() => Promise<typeof Part>>().mockRejectedValueOnce(new Error("not now")).mockResolvedValue(Part);
  const Later = later<Words>(fetch);
  const other = part();
  const Other = later<Words>(async () => other.Part);
  await fetchTheRest();
  expect(render(<Other words="other" />).container.textContent).toBe("other");
  const drawn = render(<Later words="again" />);
  await act(async () => {});
  expect(drawn.container.textContent).toBe("again");
});
