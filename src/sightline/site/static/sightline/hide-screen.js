// Covers the page at once when somebody walks up. Without script the link's target does the same by style.

export function hideScreen() {
  const cover = document.getElementById("screen-cover");
  const link = document.querySelector("[data-hide-screen]");
  if (!cover || !link) {
    return;
  }
  const title = document.title;
  let focusedBefore;

  function others() {
    return [...document.body.children].filter((element) => element !== cover);
  }

  function hide(event) {
    event?.preventDefault();
    focusedBefore = document.activeElement;
    cover.classList.add("sightline-cover--shown");
    others().forEach((element) => { element.inert = true; });
    document.title = "Sightline";
    cover.querySelector("[data-show-screen]").focus();
  }

  function show(event) {
    event?.preventDefault();
    cover.classList.remove("sightline-cover--shown");
    others().forEach((element) => { element.inert = false; });
    document.title = title;
    if (window.location.hash === "#screen-cover") {
      window.location.hash = "main-content";
    }
    (focusedBefore || link).focus();
  }

  link.addEventListener("click", hide);
  cover.querySelector("[data-show-screen]").addEventListener("click", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.shiftKey) {
      hide(event);
    }
  });
}
