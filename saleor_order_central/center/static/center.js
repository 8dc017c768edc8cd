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
