// Passkeys: asks the browser for what the form names in data-passkey, and sends its answer with the form.

const bytesOf = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};
const textOf = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
const withBytes = (credentials) => credentials?.map((one) => ({ ...one, id: bytesOf(one.id) }));

function optionsOf(form) {
  const { publicKey } = JSON.parse(form.dataset.passkey);
  publicKey.challenge = bytesOf(publicKey.challenge);
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (publicKey[name]) {
      publicKey[name] = withBytes(publicKey[name]);
    }
  }
  if (publicKey.user) {
    publicKey.user.id = bytesOf(publicKey.user.id);
  }
  return { publicKey };
}

function answerOf(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) {
      response[name] = textOf(credential.response[name]);
    }
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function ask(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkeyKind](optionsOf(form));
    form.querySelector("input[name$=credential]").value = JSON.stringify(answerOf(credential));
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => ask(form));
  } else {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
}
