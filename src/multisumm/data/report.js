// The page works without this script, by its links. The script adds which sentence is open, a way
// back from a source on a small screen, all noise shown at once, and copying.
"use strict";
const all = (query) => [...document.querySelectorAll(query)];
const back = document.getElementById("back");
const without = (address) => address.split("#")[0];
let followed = null; // the link followed last; several links may lead to one place

function follow() {
  const links = all(".sentences a").filter((link) => link.getAttribute("href") === location.hash);
  const link = links.includes(followed) ? followed : links[0];
  const sentence = (link ?? document.getElementById(location.hash.slice(1)))?.closest(".sentences > li");
  for (const current of all("[aria-current]")) current.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  back.hidden = !link;
  if (!sentence) return;
  for (const open of all(".sentences > .open")) open.classList.remove("open");
  sentence.classList.add("open");
  const place = sentence.querySelector(".sentence").id;
  back.setAttribute("href", `#${place}`);
  back.textContent = `Back to sentence ${place.slice(1)}`;
}

addEventListener("click", (event) => {
  followed = event.target.closest("a");
  const place = followed?.getAttribute("href");
  if (place?.startsWith("#") && without(document.baseURI) !== without(location.href)) {
    event.preventDefault(); // in a notebook's frame the link would open the notebook
    location.hash = place;
  }
  setTimeout(follow); // a link to the current place changes no address
});
addEventListener("hashchange", follow);
follow();

const noise = document.getElementById("noise");
if (noise) {
  noise.parentElement.hidden = false;
  noise.addEventListener("change", () => {
    for (const details of all("details.noise")) details.open = noise.checked;
  });
}

const copy = document.getElementById("copy");
copy.hidden = false;
copy.addEventListener("click", async () => {
  const plain = document.getElementById("plain");
  const said = document.getElementById("said");
  try {
    await navigator.clipboard.writeText(plain.textContent);
    said.textContent = "Copied";
  } catch { // not allowed: select the text, so that the reader can copy it
    plain.parentElement.open = true;
    getSelection().selectAllChildren(plain);
    said.textContent = "Selected below; press Ctrl+C";
  }
});
