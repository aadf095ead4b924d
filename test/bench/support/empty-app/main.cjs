// The least an Electron app can be: one window. With a serial path given, also the least a scan can cost: bytes in, one
// committed row, a number painted. The benches divide the real app's figures by this one's.
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

// A statement does not keep its database: left to the collector, it would close under the statement.
let database;

const line = process.argv.find((word) => word.startsWith("--line="))?.slice("--line=".length);

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: { preload: join(__dirname, "preload.cjs"), sandbox: true, backgroundThrottling: false },
  });
  void window.loadFile(join(__dirname, "index.html"));
  if (line) listen(window);
});

function listen(window) {
  const { DatabaseSync } = require("@photostructure/sqlite");
  const { SerialPort } = require("serialport");
  database = new DatabaseSync(join(app.getPath("userData"), "empty.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
  database.exec("CREATE TABLE IF NOT EXISTS scans (id INTEGER PRIMARY KEY, text TEXT)");
  const insert = database.prepare("INSERT INTO scans (text) VALUES (?)");
  const port = new SerialPort({ path: line, baudRate: 9600 });
  let text = "";
  let number = 0;
  port.on("data", (chunk) => {
    text += chunk.toString("latin1");
    if (!text.includes("\r")) return;
    insert.run(text);
    text = "";
    number += 1;
    window.webContents.send("scanned", number);
  });
}
