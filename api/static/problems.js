// What the notice says of single fields, told beside each of them; the focus goes to the first.
"use strict";

{
  let first = null;
  for (const item of document.querySelectorAll("#problem [data-field]")) {
    const path = item.dataset.field;
    const named = (name) => document.querySelector(`main [name="${CSS.escape(name)}"]:not([type=hidden]):not([disabled])`);
    const control = named(`f.${path}`) || named(path);
    const link = item.querySelector("a");
    if (!control) { link.replaceWith(link.textContent); continue; }
    const label = control.labels && control.labels[0];
    if (!link.textContent && label) link.textContent = label.textContent.replace("*", "").trim();
    if (!control.id) control.id = `wrong-field-${path}`;
    link.href = `#${control.id}`;
    link.addEventListener("click", (event) => { event.preventDefault(); control.focus(); });
    first = first || control;
    if (control.getAttribute("aria-invalid")) continue;
    const told = document.createElement("p");
    told.className = "found sev-error wrong";
    told.id = `wrong-${control.id}`;
    told.textContent = item.querySelector("span").textContent;
    control.after(told);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", `${told.id} ${control.getAttribute("aria-describedby") || ""}`.trim());
  }
  if (first) {
    const row = first.closest("details:not([open])");
    if (row) row.open = true;
    first.focus();
    first.scrollIntoView({ block: "center" });
  }
}
