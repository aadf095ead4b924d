/** What the system's own dialogs say when the window itself cannot. */
export const windowText = {
  stopsAgain: {
    title: "The window of Holdfast stops again and again",
    detail:
      "Everything saved is safe, and scanners and printers go on. Open the window once more; if it stops again, close Holdfast and start it anew. What happened is written down in holdfast.log beside the store.",
    openAgain: "Open the window",
    quit: "Close Holdfast",
  },
  hangs: {
    title: "The window of Holdfast does not answer",
    detail:
      "It may be busy for a moment. Everything saved is safe, and an order being typed is kept. If it stays like this, open the window again.",
    wait: "Wait",
    openAgain: "Open the window again",
  },
} as const;
