export {};
// Screens under test share two cores with everything else: how long they may take says nothing, only whether they come.
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/dom");
  configure({ asyncUtilTimeout: 10_000 });
}
