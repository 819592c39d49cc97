// The page around this frame sends the report. The report's links need a frame with an address of
// its own, which neither `srcdoc` nor a `blob:` gives.
"use strict";
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  document.open();
  document.write(event.data);
  document.close();
});
