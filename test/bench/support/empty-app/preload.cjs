const { ipcRenderer } = require("electron");

ipcRenderer.on("scanned", (_event, number) => {
  document.getElementById("number").textContent = String(number);
  document.body.style.background = number % 2 === 0 ? "#3dd79b" : "#f6f6f3";
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(`verdict-painted:${number}`)));
});
window.addEventListener("DOMContentLoaded", () => {
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("first-list")));
});
