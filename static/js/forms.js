// Makes pages friendlier; every page works without it.
(() => {
  "use strict";
  const BUSY_MS = 15000;

  function focusErrors() {
    document.querySelector(".error-summary")?.focus();
  }

  // A link to a field goes to its input, so that one may type at once.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.closest(".field")?.scrollIntoView({ block: "center" });
  });

  function setBusy(form, button) {
    form.dataset.busy = "yes";
    const label = button?.querySelector(".nl-button__label");
    if (!label) return;
    button.dataset.label = label.textContent;
    button.setAttribute("aria-disabled", "true");
    label.textContent = "Bezig…";
  }

  function setReady(form) {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll("button[data-label]")) {
      button.querySelector(".nl-button__label").textContent = button.dataset.label;
      button.removeAttribute("aria-disabled");
      delete button.dataset.label;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    // The browser reads the fields before this runs, so the button that was pressed is still sent.
    setTimeout(() => setBusy(form, event.submitter));
    setTimeout(() => setReady(form), BUSY_MS);
  });

  // Back may bring the page as it was left, with a button that still says that it is busy.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(setReady));
  document.addEventListener("htmx:afterRequest", () => document.querySelectorAll("form[data-busy]").forEach(setReady));

  function closeMenu(menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("details[data-menu][open]");
    if (event.key === "Escape" && menu) closeMenu(menu);
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", focusErrors) : focusErrors();
})();
