// Single keys for people who work through lists all day: / searches, j and k move, Enter opens, ? explains.
// They rest while somebody types, and each person can switch them off for good.

const SWITCH = "sightline-keys";

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function areOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing: the choice lasts until the page is left.
  }
}

function move(step) {
  const links = [...document.querySelectorAll("[data-row] [data-row-link]")];
  if (!links.length) {
    return;
  }
  const row = document.activeElement.closest?.("[data-row]");
  const at = links.findIndex((link) => link.closest("[data-row]") === row);
  const to = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  links[Math.min(Math.max(to, 0), links.length - 1)].focus();
}

function setUpHelp() {
  const help = document.getElementById("keyboard-help");
  const opener = document.querySelector("[data-keyboard-help]");
  if (!help || !opener) {
    return null;
  }
  const choice = help.querySelector("input[type=checkbox]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  choice.checked = areOn();
  choice.addEventListener("change", () => remember(choice.checked));
  return { open: () => help.showModal(), on: () => choice.checked };
}

export function listenToKeys() {
  const help = setUpHelp();
  document.addEventListener("keydown", (event) => {
    const busy = event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target);
    if (busy || event.defaultPrevented || document.querySelector("dialog[open], .sightline-cover--shown")) {
      return;
    }
    if (!(help ? help.on() : areOn())) {
      return;
    }
    const search = document.querySelector("[data-search]");
    const actions = {
      "/": search && (() => search.focus()),
      j: () => move(1),
      k: () => move(-1),
      "?": help && help.open,
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
}
