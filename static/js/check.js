// Makes the SHA-256 of a chosen PDF here, so that the file stays on this device and only its hash is sent.
(() => {
  "use strict";
  if (!window.crypto?.subtle || !File.prototype.arrayBuffer) return;

  async function fingerprint(file) {
    const bytes = await file.arrayBuffer();
    const start = String.fromCharCode(...new Uint8Array(bytes.slice(0, 1024)));
    if (!start.includes("%PDF-")) return "geen-pdf";
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Before the other scripts hear of it: they leave alone what was prevented.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const input = form.matches("[data-hash]") ? form.querySelector("input[type=file]") : null;
    if (!input?.files.length) return;
    event.preventDefault();
    fingerprint(input.files[0]).then((sha256) => {
      form.elements.sha256.value = sha256;
      input.disabled = true;
      form.submit();
    });
  }, true);

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-hash]")) {
      form.querySelector("input[type=file]").disabled = false;
      form.elements.sha256.value = "";
    }
    for (const text of document.querySelectorAll("[data-without-script]")) text.hidden = true;
    for (const text of document.querySelectorAll("[data-with-script]")) text.hidden = false;
  });
})();
