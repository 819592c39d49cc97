// Without this script the form is sent as it is, and the report comes as a file. The script adds
// folders, a list of the chosen documents, several pasted texts, progress, and the report in the page.
"use strict";
const $ = (id) => document.getElementById(id);
const form = $("form");
let chosen = []; // { name, file } or { name, text }
let running = null; // stops the summary that is being made
let texts = 0;

// Documents

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const lengthOf = (item) => item.file?.size ?? new Blob([item.text]).size;

function show() {
  const rows = chosen.map((item) => {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    const length = document.createElement("span");
    const remove = document.createElement("button");
    name.textContent = item.name;
    length.textContent = size(lengthOf(item));
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `Remove ${item.name}`);
    remove.addEventListener("click", () => {
      const place = chosen.indexOf(item);
      chosen = chosen.filter((other) => other !== item);
      show();
      ($("list").querySelectorAll("button")[Math.min(place, chosen.length - 1)] ?? $("choose")).focus();
    });
    row.append(name, length, remove);
    return row;
  });
  $("list").replaceChildren(...rows);
  $("list").hidden = !rows.length;
  const total = chosen.reduce((sum, item) => sum + lengthOf(item), 0);
  $("counted").textContent = rows.length > 1 ? `${rows.length} documents, ${size(total)}` : "";
  showError("");
}

function add(files) {
  const visible = files.filter((item) => !item.name.split("/").some((part) => part.startsWith(".")));
  const fresh = visible.filter((item) => !chosen.some((other) => other.file && other.name === item.name
    && other.file.size === item.file.size && other.file.lastModified === item.file.lastModified));
  chosen = [...chosen, ...fresh];
  show();
}

const chosenFile = (file) => ({ name: file.webkitRelativePath || file.name, file });

async function filesUnder(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed)).catch(() => null);
    return file ? [{ name: entry.fullPath.replace(/^\//, ""), file }] : [];
  }
  const reader = entry.createReader();
  const entries = [];
  for (;;) { // a folder comes in portions
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)).catch(() => []);
    if (!some.length) break;
    entries.push(...some);
  }
  entries.sort((one, other) => (item.name < other.name ? -1 : 1));
  return (await Promise.all(entries.map(filesUnder))).flat();
}

for (const kind of ["dragenter", "dragover"]) {
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    $("drop").classList.add("over");
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) $("drop").classList.remove("over");
});
addEventListener("drop", async (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  $("drop").classList.remove("over");
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = items.map((item) => item.getAsFile()); // neither can be read after an await
  const found = entries.map((entry, n) => (entry ? filesUnder(entry) : files[n] ? [chosenFile(files[n])] : []));
  add((await Promise.all(found)).flat());
});

const folder = document.createElement("input");
folder.type = "file";
folder.webkitdirectory = true;
for (const input of [$("files"), folder]) {
  input.addEventListener("change", () => {
    add([...input.files].map(chosenFile));
    input.value = "";
  });
}
$("choose").addEventListener("click", () => $("files").click());
$("choose-folder").addEventListener("click", () => folder.click());

function addText() {
  const text = $("text").value;
  if (!text.trim()) return;
  texts += 1;
  chosen = [...chosen, { name: `text ${texts}`, text }];
  $("text").value = "";
  show();
}
$("add").addEventListener("click", () => {
  addText();
  $("text").focus();
});

// The summary

function showError(line) {
  $("wrong").textContent = line;
  if (line) $("wrong").scrollIntoView({ block: "nearest" });
}

function body() {
  const data = new FormData(form);
  for (const name of ["files", "text", "format"]) data.delete(name);
  for (const item of chosen) {
    if (item.file) data.append("files", item.file, item.name);
    else data.append("text", item.text);
  }
  return data;
}

const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

function showStage(line) {
  const progress = $("progress");
  if (line.stage === "reading") {
    progress.max = line.total;
    progress.value = line.done;
    $("stage").textContent = `Reading ${line.done + 1} of ${line.total}: ${line.name}`;
  } else {
    progress.removeAttribute("value");
    $("stage").textContent = line.stage === "sending" ? `Sending ${size(line.bytes)} …`
      : `Choosing from ${plural(line.documents, "document")}, ${plural(line.characters, "character")} …`;
  }
}

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

async function summary(data, signal) {
  const response = await fetch("/api/summarize/stream", { method: "POST", body: data, signal });
  if (!response.ok) throw new Error((await response.json()).error);
  let formats = null;
  for await (const line of lines(response)) {
    if (line.stage === "failed") throw new Error(line.error);
    if (line.stage === "done") formats = line.formats;
    else showStage(line);
  }
  if (!formats) throw new Error("the server ended before the summary was done");
  return formats;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (running) return;
  addText();
  showError("");
  const total = chosen.reduce((sum, item) => sum + lengthOf(item), 0);
  const limit = Number(form.dataset.bytes);
  if (!chosen.length) {
    showError("Choose a file or paste a text first.");
    $("choose").focus();
    return;
  }
  if (total > limit) {
    showError(`Together these are ${size(total)}; this server takes ${size(limit)} at most.`);
    return;
  }
  running = new AbortController();
  const begun = Date.now();
  const clock = setInterval(() => {
    $("clock").textContent = `${Math.round((Date.now() - begun) / 1000)} s`;
  }, 1000);
  $("working").hidden = false;
  $("working").scrollIntoView({ block: "nearest" });
  $("go").disabled = true;
  showStage({ stage: "sending", bytes: total });
  try {
    showReport(await summary(body(), running.signal));
  } catch (error) {
    const gone = error instanceof TypeError; // fetch throws it if there is no server
    if (running.signal.aborted) showError("Stopped.");
    else showError(gone ? "The server does not answer." : error.message);
  } finally {
    clearInterval(clock);
    $("clock").textContent = "";
    $("stage").textContent = "";
    $("working").hidden = true;
    $("go").disabled = false;
    running = null;
  }
});
$("cancel").addEventListener("click", () => running?.abort());

// The report

const TYPES = { html: "text/html", markdown: "text/markdown", text: "text/plain", json: "application/json" };
let addresses = {};

function showReport(formats) {
  for (const address of Object.values(addresses)) URL.revokeObjectURL(address);
  addresses = Object.fromEntries(Object.entries(formats).map(([kind, content]) =>
    [kind, URL.createObjectURL(new Blob([content], { type: `${TYPES[kind]};charset=utf-8` }))]));
  for (const link of $("downloads").querySelectorAll("a")) link.href = addresses[link.dataset.format];
  // A new frame, because loading another page into the old one would be a step for the back button.
  const frame = $("report").cloneNode();
  frame.src = "/frame";
  frame.addEventListener("load", () => frame.contentWindow.postMessage(formats.html, "*"), { once: true });
  $("report").replaceWith(frame);
  history.pushState("report", "", "#report");
  turn();
}

function turn() {
  const shown = location.hash === "#report" && Boolean(addresses.html);
  $("result").hidden = !shown;
  $("order").hidden = shown;
  document.body.classList.toggle("shows-report", shown);
  if (shown) $("result-title").focus();
}
$("again").addEventListener("click", () => {
  history.pushState("order", "", location.pathname);
  turn();
  $("go").focus();
});
addEventListener("popstate", turn);

// Controls that need this script

for (const id of ["choose", "choose-folder", "add"]) $(id).hidden = false;
$("files").hidden = true;
$("files").removeAttribute("name");
$("invite").textContent = "Drop files or a folder here";
if (location.hash) history.replaceState("order", "", location.pathname);
