// Keeps what is typed in <form data-concept="name"> while this tab is open, so that an expired sign-in loses nothing.
// Only sessionStorage, only for the same person, and gone once the form was accepted or that person signs out.
(() => {
  "use strict";
  const PREFIX = "concept:";
  const owner = document.body.dataset.gebruiker ?? "";
  const forms = [...document.querySelectorAll("form[data-concept]")];

  let store;
  try {
    store = window.sessionStorage;
    store.getItem(PREFIX);
  } catch {
    return; // Storage is switched off: then the browser keeps what it keeps.
  }

  const keyOf = (form) => `${PREFIX}${location.pathname}#${form.dataset.concept}`;
  const keys = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key)) ?? {};
    } catch {
      return {};
    }
  };

  const fieldsOf = (form) =>
    [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type));
  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
  const idOf = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => {
    if (isChoice(field)) return field.checked;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
  };

  function setValue(field, value) {
    if (isChoice(field)) field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
  }

  function save(form) {
    const values = Object.fromEntries(fieldsOf(form).map((field) => [idOf(field), valueOf(field)]));
    try {
      store.setItem(keyOf(form), JSON.stringify({ owner, values }));
    } catch {
      // Full: the form itself still works.
    }
  }

  function restore(form) {
    const { values } = read(keyOf(form));
    if (!values) return;
    const different = fieldsOf(form).filter(
      (field) => idOf(field) in values && JSON.stringify(values[idOf(field)]) !== JSON.stringify(valueOf(field)),
    );
    if (!different.length) return;
    for (const field of different) setValue(field, values[idOf(field)]);
    form.prepend(notice(form));
  }

  function notice(form) {
    const box = document.createElement("div");
    box.className = "draft-notice";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "We hebben teruggezet wat je hier eerder typte. Het is nog niet verstuurd.";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nl-button nl-button--secondary button";
    button.textContent = "Begin opnieuw";
    button.addEventListener("click", () => {
      form.reset();
      store.removeItem(keyOf(form));
      box.remove();
    });
    box.append(words, button);
    return box;
  }

  // A form was sent. On its own page it came back with errors; on a sign-in or error page it was not accepted yet.
  // Anywhere else it was accepted.
  function settle() {
    const here = new Set(forms.map(keyOf));
    const waiting = document.querySelector("[data-keep-drafts], input[type='password'], input[autocomplete='one-time-code']");
    for (const key of keys()) {
      const draft = read(key);
      const foreign = owner && draft.owner && draft.owner !== owner;
      if (foreign || (draft.sent && !waiting && !here.has(key))) store.removeItem(key);
      else if (draft.sent) store.setItem(key, JSON.stringify({ ...draft, sent: false }));
    }
  }

  settle();
  for (const form of forms) {
    restore(form);
    let timer = 0;
    const saveNow = () => {
      clearTimeout(timer);
      timer = 0;
      save(form);
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(saveNow, 300);
    });
    window.addEventListener("pagehide", () => timer && saveNow());
    form.addEventListener("submit", () => {
      saveNow();
      store.setItem(keyOf(form), JSON.stringify({ ...read(keyOf(form)), sent: true }));
    });
  }
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => keys().forEach((key) => store.removeItem(key)));
  }
})();
