// Answers overtake each other: only what was asked for last becomes the page.
let newest = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === document.body) newest = event.detail.xhr;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === document.body && event.detail.xhr !== newest) event.detail.shouldSwap = false;
});
// Opens parcels in a window of the page, and leads the keyboard to what a change of page brought.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "window-body") {
    document.getElementById("window").showModal();
  } else if (event.detail.boosted) {
    document.getElementById("main").focus();
  }
});
document.addEventListener("close", (event) => {
  if (event.target.id === "window") document.getElementById("window-body").replaceChildren();
}, true);
