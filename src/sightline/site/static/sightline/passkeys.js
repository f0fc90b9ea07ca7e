// Asks the browser for a passkey when the form's button is pressed, and sends its answer with the form.

const PROBLEMS = {
  NotAllowedError: "Nothing was chosen in time. Try again.",
  InvalidStateError: "This device has a passkey for this service already.",
  SecurityError: "The browser does not make passkeys at this address.",
};

function bytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function known(credentials) {
  return (credentials || []).map((each) => ({ ...each, id: bytes(each.id) }));
}

async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  return answered(made, { attestationObject: text(made.response.attestationObject) });
}

async function ask(options) {
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
  });
  return answered(shown, {
    authenticatorData: text(shown.response.authenticatorData),
    signature: text(shown.response.signature),
    userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null,
  });
}

function answered(credential, more) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...more },
  };
}

function prepare(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  const { publicKey } = JSON.parse(form.dataset.options);
  form.querySelector("[data-without-script]").remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.replaceChildren();
    try {
      const answer = await (form.dataset.passkey === "create" ? make(publicKey) : ask(publicKey));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (fault) {
      const said = document.createElement("p");
      said.className = "govuk-error-message";
      said.textContent = PROBLEMS[fault.name] || "The browser could not use a passkey. Try again, or use an app.";
      problem.append(said);
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(prepare);
