// Screens under test share two cores with everything else: how long they may take says nothing, only whether they come.
export const patienceMilliseconds = 10_000;

// Loaded for screens alone: in every other file it would cost more than the tests do.
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/dom");
  configure({ asyncUtilTimeout: patienceMilliseconds });
}
