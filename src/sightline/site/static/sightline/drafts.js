// Keeps what a person types, a second after they pause, so that nothing is lost.
//
// <form data-draft-url="/drafts/contact">: the fields (not the files) are posted there. The answer is any
// success, or JSON {"saved_at": "14:02"}. A redirect or a refusal means that the session has ended.

const PAUSE = 1000;
const RETRY = 10000;

function statusOf(form) {
  let status = form.querySelector("[data-draft-status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "sightline-draft";
    status.setAttribute("role", "status");
    status.dataset.draftStatus = "";
    form.append(status);
  }
  return status;
}

function say(form, words, state) {
  const status = statusOf(form);
  status.textContent = words;
  status.dataset.state = state;
}

function answersIn(form) {
  const answers = new FormData(form);
  for (const [name, value] of [...answers]) {
    if (value instanceof File) {
      answers.delete(name);
    }
  }
  return answers;
}

async function timeOf(response) {
  const kind = response.headers.get("content-type") || "";
  const told = kind.includes("json") ? await response.json() : {};
  return told.saved_at || new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function keep(form) {
  let timer;
  let sending;
  let unsaved = false;

  async function send({ leaving = false } = {}) {
    clearTimeout(timer);
    if (!unsaved) {
      return;
    }
    unsaved = false;
    sending?.abort();
    sending = new AbortController();
    const signal = leaving ? undefined : sending.signal;
    const token = form.elements.namedItem("csrfmiddlewaretoken")?.value || "";
    try {
      const response = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: answersIn(form),
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving,
        signal,
      });
      if (response.ok) {
        say(form, `Draft saved ${await timeOf(response)}`, "saved");
      } else if (response.status >= 500) {
        later("Draft not saved yet. We will try again in a few seconds.");
      } else {
        unsaved = true;
        say(form, "Draft not saved: you may have been signed out. Leave this page open, sign in again in another tab, then carry on here.", "failed");
      }
    } catch (failure) {
      if (failure.name !== "AbortError") {
        later("Draft not saved yet: no connection. Keep this page open, we will try again.");
      }
    }
  }

  function later(words) {
    unsaved = true;
    say(form, words, "failed");
    timer = setTimeout(send, RETRY);
  }

  function changed() {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unsaved = false;
    sending?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      send({ leaving: true });
    }
  });
}

export function keepDrafts() {
  document.querySelectorAll("form[data-draft-url]").forEach(keep);
}
