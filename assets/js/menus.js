// Menus are details elements and panels are :target sections, so they open without
// scripts; here they learn to close, and to answer Esc.

const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

for (const button of document.querySelectorAll("[data-menu-close]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const menu = button.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const menu of document.querySelectorAll("details[data-ask]")) {
  menu.addEventListener("toggle", () => menu.open && menu.querySelector("[data-focus-first]")?.focus());
}

// ---- Panels: the rail's menu and the filters of a narrow window ----

for (const opener of document.querySelectorAll("[data-opens]")) {
  const panel = document.getElementById(opener.dataset.opens);
  if (!panel) continue;
  const show = (shown) => {
    panel.toggleAttribute("data-shown", shown);
    opener.setAttribute("aria-expanded", String(shown));
  };
  opener.setAttribute("role", "button");
  show(false);
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(!panel.hasAttribute("data-shown"));
    if (panel.hasAttribute("data-shown")) panel.querySelector("a, button, input")?.focus();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      opener.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.hasAttribute("data-shown")) {
      show(false);
      opener.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target) && !opener.contains(event.target)) show(false);
  });
}

// ---- Dialogs that a link or button opens ----

for (const opener of document.querySelectorAll("[data-open]")) {
  const dialog = document.getElementById(opener.dataset.open);
  if (!dialog?.showModal) continue;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}

// What was refused, or is asked for, is what a person comes for; else the open record,
// so that nobody walks through its whole list first. Whoever moved on already, or came
// to a place on the page, stays there.
if (document.activeElement === document.body && !location.hash) {
  const asked = document.querySelector("[data-focus]");
  if (asked) asked.focus();
  else document.querySelector(".sheet")?.focus({ preventScroll: true });
}

for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.submit());
}
