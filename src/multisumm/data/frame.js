// The report comes from the page around this frame; both that and links to its own places need an
// address of the frame's own, which neither `srcdoc` nor a `blob:` has.
"use strict";
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  document.open();
  document.write(event.data);
  document.close();
});
