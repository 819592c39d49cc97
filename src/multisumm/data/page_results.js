// The results: a tab for each, with its report in a frame and its files to save.
import { showNumbers } from "/page_sources.js";

const $ = (id) => document.getElementById(id);

export const MOST = 8;
export let results = []; // { number, name, task, documents, frame, addresses, tab }
let made = 0;

const TYPES = { html: "text/html", markdown: "text/markdown", text: "text/plain", json: "application/json",
  eml: "message/rfc822", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" };

function addressOf(format, content) {
  const data = format === "docx" ? Uint8Array.from(atob(content), (one) => one.charCodeAt(0)) : content;
  const charset = format === "docx" ? "" : ";charset=utf-8";
  return URL.createObjectURL(new Blob([data], { type: `${TYPES[format]}${charset}` }));
}

export function showResult(asked, { formats, documents }) {
  made += 1;
  const addresses = Object.fromEntries(Object.entries(formats).map(([format, content]) =>
    [format, addressOf(format, content)]));
  const frame = document.createElement("iframe");
  frame.title = asked.name;
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
  frame.setAttribute("allow", "clipboard-write");
  frame.src = "/frame";
  frame.addEventListener("load", () => frame.contentWindow.postMessage(formats.html, "*"), { once: true });
  $("frames").append(frame);
  const sources = documents.length === 1 ? "1 source" : `${documents.length} sources`;
  const result = { number: made, name: `${asked.name} · ${sources}`, task: asked.task, documents, frame, addresses };
  result.tab = tabOf(result, asked.name);
  $("tabs").append(result.tab);
  results = [...results, result];
  history.pushState(null, "", `#result-${made}`);
  turn();
  $("result-title").focus();
}

function tabOf(result, name) {
  const tab = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: `#result-${result.number}`, title: result.name });
  link.append(Object.assign(document.createElement("bdi"), { textContent: name }));
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  close.setAttribute("aria-label", `Close ${name}`);
  close.addEventListener("click", () => closeResult(result));
  tab.append(link, close);
  return tab;
}

function closeResult(result) {
  const place = results.indexOf(result);
  const wasShown = shown() === result;
  for (const address of Object.values(result.addresses)) URL.revokeObjectURL(address);
  result.frame.remove();
  result.tab.remove();
  results = results.filter((other) => other !== result);
  const next = results[Math.min(place, results.length - 1)];
  if (wasShown) history.replaceState(null, "", next ? `#result-${next.number}` : location.pathname);
  turn();
  (next?.tab.querySelector("a") ?? $("go")).focus();
}

const shown = () => results.find((result) => `#result-${result.number}` === location.hash);

function turn() {
  const result = shown();
  document.body.classList.toggle("has-results", results.length > 0);
  document.body.classList.toggle("shows-result", Boolean(result));
  $("result").hidden = !result;
  $("welcome").hidden = Boolean(result);
  if (result || !results.length) showNumbers(result?.documents ?? []); // a phone shows either the list or the result
  for (const other of results) {
    other.frame.hidden = other !== result;
    if (other === result) other.tab.querySelector("a").setAttribute("aria-current", "true");
    else other.tab.querySelector("a").removeAttribute("aria-current");
  }
  if (!result) return;
  $("result-title").textContent = result.name;
  for (const link of $("downloads").querySelectorAll("a")) {
    const address = result.addresses[link.dataset.format];
    link.hidden = !address;
    link.href = address ?? "";
    link.download = `${{ summarize: "summary", digest: "digest", compare: "comparison" }[result.task]}.${link.dataset.file}`;
  }
}

$("again").addEventListener("click", () => {
  history.pushState(null, "", location.pathname);
  turn();
  $("go").focus();
});
addEventListener("popstate", turn);
if (location.hash) history.replaceState(null, "", location.pathname);
