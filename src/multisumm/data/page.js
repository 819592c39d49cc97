// The page of `multisumm serve`. Without it the form is sent as it is, and the report comes as a file.
// page_sources.js has the sources, page_results.js the results; this file has what is asked, and asks it.
import { addExample, addPasted, bytesOf, chosen, drop, hasPasted, markFiles, show, size } from "/page_sources.js";
import { MOST, results, showResult } from "/page_results.js";

const $ = (id) => document.getElementById(id);
const form = $("form");
let running = null; // stops the work under way

// What is asked

const LENGTHS = {
  summarize: { short: 100, medium: 250, long: 500 },
  digest: { short: 30, medium: 60, long: 120 },
};
const WORDS = {
  summarize: { go: "Summarise", length: "Length",
    query: "A question or keywords, if you want an answer", such: "e.g. Who was arrested?" },
  digest: { go: "Make a digest", length: "Length of each summary",
    query: "Only subjects about this", such: "e.g. flood warnings" },
  compare: { go: "Compare" },
};
const picked = (name) => document.querySelector(`input[name=${name}]:checked`);
const task = () => picked("task").value;

function showTask() {
  for (const part of document.querySelectorAll("[data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(task());
    for (const field of part.querySelectorAll("input, select")) field.disabled = part.hidden;
  }
  if ($("timeline").checked) $("order-by").disabled = true; // it is in order of time
  const words = WORDS[task()];
  $("go").textContent = words.go;
  $("press").textContent = words.go;
  if (!words.query) return;
  $("query-label").textContent = words.query;
  $("query").placeholder = words.such;
  $("length-label").textContent = words.length;
  if (picked("length")) $("words").value = LENGTHS[task()][picked("length").value];
}

function showLength() {
  const found = Object.entries(LENGTHS[task()] ?? {}).find(([, words]) => words === Number($("words").value));
  for (const choice of document.querySelectorAll("input[name=length]")) {
    choice.checked = choice.value === found?.[0];
  }
}

for (const choice of document.querySelectorAll("[name=task], [name=length], #timeline")) {
  choice.addEventListener("change", showTask);
}
$("words").addEventListener("input", showLength);

function body() {
  const data = new FormData();
  for (const field of document.querySelectorAll("#form [name]")) {
    const unasked = field.disabled || (field.type === "checkbox" && !field.checked);
    if (unasked || ["files", "text", "urls", "format", "task", "length"].includes(field.name)) continue;
    if (field.type === "file") for (const file of field.files) data.append(field.name, file, file.name);
    else data.append(field.name, field.value);
  }
  for (const item of chosen.filter((each) => each.used)) {
    if (item.url) data.append("urls", item.url);
    else data.append("files", item.file, item.name);
    for (const part of item.parts) if (!part.used) data.append("exclude", part.id);
  }
  return data;
}

function nameOfResult() {
  const question = $("query").value.trim();
  if (task() === "compare") return "Comparison";
  const noun = task() === "digest" ? "Digest" : "Summary";
  return question ? `${noun}: ${question}` : `${noun}, up to ${$("words").value} words`;
}

// Progress and what goes wrong

const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

function showError(line, details = []) {
  const list = document.createElement("ul");
  for (const detail of details) list.append(Object.assign(document.createElement("li"), { textContent: detail }));
  $("wrong").replaceChildren(...(line ? [line] : []), ...(details.length ? [list] : []));
  if (line) $("wrong").scrollIntoView({ block: "nearest" });
}

function showStage(line) {
  const progress = $("progress");
  if (line.stage === "reading") {
    progress.max = line.total;
    progress.value = line.done;
    $("stage").textContent = `Reading ${line.done + 1} of ${line.total}: ${line.name}`;
  } else {
    progress.removeAttribute("value");
    $("stage").textContent = line.stage === "sending" ? `Sending ${size(line.bytes)} …`
      : `Working on ${plural(line.documents, "document")}, ${plural(line.characters, "character")} …`;
  }
}

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const [first, ...parts] = value.split("\n");
    rest.push(first);
    for (const part of parts) {
      yield JSON.parse(rest.join(""));
      rest = [part];
    }
  }
}

class Refused extends Error {
  constructor(record) {
    super(record.error);
    this.details = record.details;
  }
}

async function resultOf(name, data, signal) {
  const response = await fetch(`/api/${name}/stream`, { method: "POST", body: data, signal });
  if (!response.ok) throw new Refused(await response.json());
  let last = null;
  for await (const line of lines(response)) {
    if (line.stage === "failed") throw new Refused(line);
    if (line.stage === "done") last = line;
    else showStage(line);
  }
  if (!last) throw new Error("The server ended before the work was done.");
  return last;
}

function problem() {
  const used = chosen.filter((item) => item.used);
  const total = used.reduce((sum, item) => sum + bytesOf(item), 0);
  const limit = Number(form.dataset.bytes);
  if (!chosen.length) return "Add a source first: choose files, paste a text, or try the example.";
  if (!used.length) return "All sources are left out. Tick at least one.";
  if (total > limit) return `Together these are ${size(total)}; this server takes ${size(limit)} at most.`;
  if (results.length >= MOST) return `${MOST} results are open. Close one of them first.`;
  return "";
}

// Whether there is something to make, and what is missing. The button can be pressed all the same, and says it.
function showReady() {
  const missing = hasPasted() ? "" : problem();
  $("missing").textContent = missing;
  $("go").setAttribute("aria-disabled", String(Boolean(missing)));
  const used = chosen.filter((item) => item.used).length;
  document.body.classList.toggle("is-ready", used > 0);
  $("added").textContent = used > 1 ? `${used} sources are ready`
    : used ? "1 source is ready; add another to see who agrees" : "Add two or more sources";
}

for (const kind of ["input", "change"]) form.addEventListener(kind, showReady);

async function make() {
  if (running) return;
  addPasted();
  showError(problem());
  if ($("wrong").textContent) return;
  running = new AbortController();
  const begun = Date.now();
  const clock = setInterval(() => {
    $("clock").textContent = `${Math.round((Date.now() - begun) / 1000)} s`;
  }, 1000);
  busy(true);
  showStage({ stage: "sending", bytes: chosen.reduce((sum, item) => sum + (item.used ? bytesOf(item) : 0), 0) });
  const asked = { name: nameOfResult(), task: task() };
  try {
    const found = await resultOf(asked.task, body(), running.signal);
    markFiles(found);
    showResult(asked, found);
  } catch (error) {
    const gone = error instanceof TypeError; // fetch throws it if there is no server
    if (running.signal.aborted) showError("Stopped.");
    else showError(gone ? "The server does not answer." : error.message, error.details);
  } finally {
    clearInterval(clock);
    busy(false);
    running = null;
  }
}

function busy(is) {
  $("working").hidden = !is;
  $("cancel").hidden = !is;
  $("go").disabled = is;
  $("clock").textContent = "";
  if (is) $("cancel").scrollIntoView({ block: "nearest" });
  else $("stage").textContent = "";
  showReady();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  make();
});
$("cancel").addEventListener("click", () => running?.abort());
$("example").addEventListener("click", async () => {
  await addExample();
  make();
});

// Nothing is lost without asking

addEventListener("beforeunload", (event) => {
  if (chosen.length || results.length || $("text").value.trim()) event.preventDefault();
});

// Controls that need this script

for (const id of ["choose", "choose-folder", "paste", "name-address", "example", "add", "add-url", "tasks", "lengths", "results"]) {
  if ($(id)) $(id).hidden = false;
}
for (const id of ["files", "pasting", "addressing"]) if ($(id)) $(id).hidden = true;
$("invite").textContent = "Drop files or a folder here";
drop();
show();
showTask();
