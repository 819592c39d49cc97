// The page works without this script: links lead to the sources, and cards open by a click. The script
// opens cards under the mouse and the keyboard, shows which sentence is open, adds a way back from a
// source on a small screen, all noise shown at once, copying and saving.
"use strict";
const all = (query) => [...document.querySelectorAll(query)];
const byId = (id) => document.getElementById(id);
const back = byId("back");
const without = (address) => address.split("#")[0];
let followed = null; // the link followed last; several links may lead to one place

// --- cards

const HOVER_MS = 250;
let shown = null; // the card that the mouse or the keyboard opened
let pinned = null; // the card that a click opened
let left = null; // the sentence whose card is not to come again while the mouse is on it
let timer = 0;
const isOpen = (card) => card.matches(":popover-open");
const buttonOf = (said) => said.querySelector(".cite");
const cardOf = (said) => byId(buttonOf(said).getAttribute("popovertarget"));
const saidOf = (card) => byId(card.id.replace("card-", "q")).closest(".said");

function show(said) {
  const card = cardOf(said);
  if (pinned || isOpen(card)) return;
  card.showPopover({ source: said });
  shown = card;
}

function hide() {
  if (shown && isOpen(shown)) shown.hidePopover();
  shown = null;
}

addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const said = event.target.closest(".reading .said");
  clearTimeout(timer);
  if (said !== left) left = null;
  if (said && !left) timer = setTimeout(() => show(said), HOVER_MS);
  else if (!event.target.closest(".card")) timer = setTimeout(hide, HOVER_MS);
});
document.addEventListener("pointerleave", () => {
  clearTimeout(timer);
  hide();
});
addEventListener("focusin", (event) => {
  const said = event.target.closest(".said");
  if (said && event.target.matches(".sentence:focus-visible")) show(said);
  else if (shown && !shown.contains(event.target) && said !== saidOf(shown)) hide();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") clearTimeout(timer);
});
for (const card of all(".card")) {
  card.addEventListener("toggle", () => {
    if (!isOpen(card)) pinned = pinned === card ? null : pinned;
    else if (shown !== card) pinned = card;
  });
}

function clickedCite(event, said) {
  const card = cardOf(said);
  if (shown !== card) return;
  if (isOpen(card)) event.preventDefault(); // the mouse has opened it: the click keeps it open
  shown = null;
  pinned = card;
}

// A finger has no hover: its first tap on a sentence shows the card where the source is far below.
function tapped(event, said) {
  const card = cardOf(said);
  if (event.pointerType !== "touch" || matchMedia("(min-width: 62rem)").matches || isOpen(card)) return false;
  event.preventDefault();
  card.showPopover({ source: said });
  return true;
}

// --- what is open

function follow() {
  const links = all(".sentence, .cards a, .disputed a, .matrix .card a, .why a").filter((link) => link.getAttribute("href") === location.hash);
  const link = links.includes(followed) ? followed : links[0];
  const target = byId(location.hash.slice(1));
  for (const current of all("[aria-current]")) current.removeAttribute("aria-current");
  for (const open of all(".said.open")) open.classList.remove("open");
  if (back) back.hidden = !link;
  const row = link?.closest(".row, .disputed, .why li");
  if (row && back) back.setAttribute("href", `#${row.querySelector("[id]").id}`);
  const card = link?.closest(".cards .card");
  const said = card ? saidOf(card) : (link ?? target)?.closest(".said");
  if (!said) return;
  said.classList.add("open");
  said.querySelector(".sentence").setAttribute("aria-current", "true");
  back?.setAttribute("href", `#${said.querySelector(".sentence").id}`);
}

addEventListener("click", (event) => {
  const said = event.target.closest(".reading .said");
  if (event.target.closest(".cite")) clickedCite(event, said);
  const link = event.target.closest("a");
  if (link && said && tapped(event, said)) return;
  followed = link;
  const place = link?.getAttribute("href");
  if (!place?.startsWith("#")) return;
  clearTimeout(timer);
  left = said;
  for (const card of all(".card:popover-open")) card.hidePopover();
  shown = null;
  if (without(document.baseURI) !== without(location.href)) {
    event.preventDefault(); // in a notebook's frame the link would open the notebook
    location.hash = place;
  }
  setTimeout(follow); // a link to the current place changes no address
});
addEventListener("hashchange", follow);
follow();

// --- noise

const noise = byId("noise");
if (noise) {
  noise.parentElement.hidden = false;
  noise.addEventListener("change", () => {
    for (const details of all("details.noise")) details.open = noise.checked;
  });
}

// --- copying and saving

function element(name, content, address) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  if (address) made.setAttribute("href", address);
  return made;
}

// The text with its numbers as links to the addresses of the sources, and a list of these.
function richText() {
  const sources = new Map(all(".sources [data-number]").map((link) =>
    [link.dataset.number, { name: link.querySelector("bdi").textContent, address: link.dataset.address }]));
  const used = new Set();
  const cited = (said) => {
    const number = byId(buttonOf(said).getAttribute("popovertarget")).dataset.number;
    const { address } = sources.get(number);
    used.add(number);
    return [said.querySelector(".sentence").textContent, " ",
      address ? element("a", `[${number}]`, address) : `[${number}]`, " "];
  };
  const paragraphs = all(".reading p").map((each) => element("p",
    each.matches(".day") ? element("b", each.textContent) : [...each.querySelectorAll(".said")].flatMap(cited)));
  const named = (number) => {
    const { name, address } = sources.get(number);
    return element("p", [`[${number}] `, address ? element("a", name, address) : name]);
  };
  const list = [...used].sort((one, other) => one - other).map(named);
  return element("div", [element("h1", document.title), ...paragraphs, ...list]).innerHTML;
}

// What cannot be copied is selected, so that the reader can copy it.
async function copied(write, selected, said = byId("said")) {
  try {
    await write();
    said.textContent = "Copied";
  } catch {
    for (let at = selected; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    getSelection().selectAllChildren(selected);
    said.textContent = "Selected; press Ctrl+C";
  }
}

function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", "", address);
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const contentOf = {
  word: (text) => ["summary.docx", WORD, Uint8Array.from(atob(text), (each) => each.charCodeAt(0))],
  markdown: (text) => ["summary.md", "text/markdown", JSON.parse(text)],
  multisumm: (text) => ["summary.json", "application/json", `${JSON.stringify(JSON.parse(text), null, 2)}\n`],
};

for (const button of all("[data-citation]")) {
  const quote = button.closest(".card").querySelector(".quote");
  button.hidden = false;
  button.addEventListener("click", () => copied(() =>
    navigator.clipboard.writeText(`“${quote.textContent}” (${button.dataset.citation})`), quote, button.nextElementSibling));
}

const plain = byId("plain");
if (plain) {
  byId("tools").hidden = false;
  byId("downloads").hidden = parent !== self; // a frame of a page that has downloads of its own
  byId("copy").addEventListener("click", () =>
    copied(() => navigator.clipboard.writeText(plain.textContent), plain));
  byId("copy-rich").addEventListener("click", () => copied(() => navigator.clipboard.write([
    new ClipboardItem({
      "text/html": new Blob([richText()], { type: "text/html" }),
      "text/plain": new Blob([plain.textContent], { type: "text/plain" }),
    }),
  ]), document.querySelector(".reading")));
  for (const button of all("[data-save]")) button.addEventListener("click", () =>
    save(...contentOf[button.dataset.save](byId(button.dataset.save).textContent)));
}
