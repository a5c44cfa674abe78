/* Every page works without this file. It closes an opened menu with Escape or a press elsewhere, and guards a form against a second press. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.places[open]") || document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.places[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 4000);
});

/* A page brought back by the back button may be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
