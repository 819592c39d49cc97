// The sources: files, folders, pasted texts and addresses, each with a tick that leaves it out.
const $ = (id) => document.getElementById(id);

// { name, file } or { name, url }, each with `used`, `problem`, and the `parts` that were found in it.
export let chosen = [];
let numbers = new Map(); // id of a document -> its number in the result that is shown

export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export const bytesOf = (item) => item.file?.size ?? 0;

export const hasPasted = () => Boolean($("text").value.trim() || $("url")?.value.trim());

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function tick(one, name) {
  const box = element("input", { type: "checkbox", checked: one.used });
  box.addEventListener("change", () => {
    one.used = box.checked;
    count();
  });
  return element("label", { title: "Untick to leave it out" }, box, element("bdi", { textContent: name }));
}

function numbered(id) {
  const number = numbers.get(id);
  return element("b", { className: "ref", textContent: number ? `[${number}]` : "" });
}

function row(item) {
  const remove = element("button", { type: "button", textContent: "×" });
  remove.setAttribute("aria-label", `Remove ${item.name}`);
  remove.addEventListener("click", () => {
    const place = chosen.indexOf(item);
    chosen = chosen.filter((other) => other !== item);
    show();
    ($("list").querySelectorAll("li > button")[Math.min(place, chosen.length - 1)] ?? $("choose")).focus();
  });
  const about = element("span", { textContent: item.file ? size(item.file.size) : "" });
  const only = item.parts.length === 1 ? item.parts[0].id : "";
  const made = element("li", {}, numbered(only), tick(item, item.name), about, remove);
  if (item.problem) made.append(element("p", { className: "problem", textContent: item.problem }));
  if (item.parts.length > 1) {
    const parts = item.parts.map((part) => element("li", {}, numbered(part.id), tick(part, part.title || part.id)));
    const summary = element("summary", { textContent: `${item.parts.length} documents in it` });
    made.append(element("details", {}, summary, element("ul", {}, ...parts)));
  }
  return made;
}

function count() {
  const used = chosen.filter((item) => item.used);
  const total = size(used.reduce((sum, item) => sum + bytesOf(item), 0));
  const all = chosen.length === 1 ? "1 source" : `${chosen.length} sources`;
  const some = used.length < chosen.length ? `${used.length} of ${all} used` : all;
  $("counted").textContent = chosen.length ? `${some}, ${total}` : "";
  $("every").hidden = chosen.length < 2;
  every.checked = used.length === chosen.length;
  every.indeterminate = used.length > 0 && !every.checked;
}

const every = element("input", { type: "checkbox" });
$("every").prepend(every);
every.addEventListener("change", () => {
  for (const item of chosen) item.used = every.checked;
  show();
});

function draw() {
  $("list").replaceChildren(...chosen.map(row));
  $("list").hidden = !chosen.length;
  $("example").hidden = chosen.length > 0;
  document.body.classList.toggle("has-sources", chosen.length > 0);
  document.body.classList.toggle("has-numbers", numbers.size > 0);
  count();
  $("form").dispatchEvent(new Event("change")); // as when a tick is changed
}

// The list was changed: what was wrong with it may be so no more.
export function show() {
  $("wrong").replaceChildren();
  draw();
}

// Two sources never have the same name, so that each can be named.
function unused(name) {
  const names = new Set(chosen.map((item) => item.name));
  const [, stem, suffix] = /^(.*?)(\.[^./]*)?$/s.exec(name);
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${stem} (${number})${suffix ?? ""}`;
    if (!names.has(tried)) return tried;
  }
}

function add(items) {
  for (const item of items) {
    if (item.name.split("/").some((part) => part.startsWith(".")) && item.file) continue; // hidden
    const again = chosen.some((other) => other.file && item.file && other.given === item.name
      && other.file.size === item.file.size && other.file.lastModified === item.file.lastModified);
    const name = unused(item.name);
    if (!again) chosen.push({ ...item, name, given: item.name, used: true, problem: "", parts: [] });
  }
  show();
}

// Texts and addresses

function firstWords(text) {
  const words = text.replace(/[\p{C}/\\]+/gu, " ").trim().split(/\s+/u).slice(0, 6).join(" ");
  const name = [...words].slice(0, 48).join("").replace(/^\.+/u, "");
  return `${name || "text"}…`; // the end keeps a word like `plan.pdf` from deciding the kind of the text
}

function addText(name, text) {
  add([{ name, file: new File([text], name, { type: "text/plain", lastModified: 0 }) }]);
}

export function addPasted() {
  const text = $("text").value;
  if (text.trim()) addText(firstWords(text), text);
  $("text").value = "";
  if ($("url")?.value.trim()) addAddress();
}

function addAddress() {
  const given = $("url").value.trim();
  if (!given) return;
  const url = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  $("url").value = "";
  if (!chosen.some((item) => item.url === url)) add([{ name: url, url }]);
}

export async function addExample() {
  const { documents } = await (await fetch("/example.json")).json();
  for (const { name, text } of documents) addText(name, text);
}

function opens(button, part, field) {
  button?.addEventListener("click", () => {
    $(part).hidden = !$(part).hidden;
    button.setAttribute("aria-expanded", String(!$(part).hidden));
    if (!$(part).hidden) $(field).focus();
  });
}
opens($("paste"), "pasting", "text");
opens($("name-address"), "addressing", "url");
$("add").addEventListener("click", () => {
  addPasted();
  $("text").focus();
});
$("add-url")?.addEventListener("click", () => {
  addAddress();
  $("url").focus();
});
$("url")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  addAddress();
});
addEventListener("paste", (event) => {
  if (event.target.closest?.("input, textarea")) return;
  const files = [...event.clipboardData.files].map(chosenFile);
  const text = event.clipboardData.getData("text/plain");
  if (files.length) add(files);
  else if (text.trim()) addText(firstWords(text), text);
});

// Files and folders

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
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return (await Promise.all(entries.map(filesUnder))).flat();
}

export function drop() {
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
}

const folder = element("input", { type: "file", webkitdirectory: true });
for (const input of [$("files"), folder]) {
  input.addEventListener("change", () => {
    add([...input.files].map(chosenFile));
    input.value = "";
  });
}
$("choose").addEventListener("click", () => $("files").click());
$("choose-folder").addEventListener("click", () => folder.click());

// What became of them

// The numbers of a result's documents, { id, number }, or none.
export function showNumbers(documents) {
  numbers = new Map(documents.map(({ id, number }) => [id, number]));
  draw();
}

export function markFiles({ documents, files }) {
  for (const item of chosen.filter((each) => each.used)) {
    const fate = files.find((file) => file.name === item.name);
    item.problem = fate && fate.outcome !== "read" ? `Not used: ${fate.reason}` : "";
    const out = item.parts.filter((part) => !part.used);
    const ids = new Set(fate?.documents);
    const own = documents.filter(({ id }) => ids.has(id));
    const parts = [...own.map(({ id, title }) => ({ id, title, used: true })), ...out];
    item.parts = parts.sort((one, other) => one.id.localeCompare(other.id, "en", { numeric: true }));
  }
  show();
}
