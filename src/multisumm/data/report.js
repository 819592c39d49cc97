// The page works without this script: links lead to the sources, and cards open by a click. The script
// opens cards under the mouse and the keyboard, shows which sentence is open, adds a way back from a
// source on a small screen, all noise shown at once, and copying.
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
  const said = event.target.closest(".said");
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
  const links = all(".sentence, .cards a, .disputed a, .matrix .card a").filter((link) => link.getAttribute("href") === location.hash);
  const link = links.includes(followed) ? followed : links[0];
  const target = byId(location.hash.slice(1));
  for (const current of all("[aria-current]")) current.removeAttribute("aria-current");
  for (const open of all(".said.open")) open.classList.remove("open");
  back.hidden = !link;
  const row = link?.closest(".row, .disputed");
  if (row) back.setAttribute("href", `#${row.querySelector("[id]").id}`);
  const card = link?.closest(".cards .card");
  const said = card ? saidOf(card) : (link ?? target)?.closest(".said");
  if (!said) return;
  said.classList.add("open");
  said.querySelector(".sentence").setAttribute("aria-current", "true");
  back.setAttribute("href", `#${said.querySelector(".sentence").id}`);
}

addEventListener("click", (event) => {
  const said = event.target.closest(".said");
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

// --- noise, copying

const noise = byId("noise");
if (noise) {
  noise.parentElement.hidden = false;
  noise.addEventListener("change", () => {
    for (const details of all("details.noise")) details.open = noise.checked;
  });
}

const copy = byId("copy");
copy.hidden = false;
copy.addEventListener("click", async () => {
  const plain = byId("plain");
  const said = byId("said");
  try {
    await navigator.clipboard.writeText(plain.textContent);
    said.textContent = "Copied";
  } catch { // not allowed: select the text, so that the reader can copy it
    plain.parentElement.open = true;
    getSelection().selectAllChildren(plain);
    said.textContent = "Selected below; press Ctrl+C";
  }
});
