// Says in the page's language which field of a form is still empty or unfit, in place of the browser's own bubbles.
// Every word shown comes from the page (data-*). Without scripts the server says it.
"use strict";

const MARK = "data-problem-of";

for (const form of document.forms) form.noValidate = true;

// Forms may come later (htmx), so all is heard at the document; before whatever else listens to the form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  form.noValidate = true;
  if (event.submitter?.formNoValidate) return;
  for (const note of form.querySelectorAll(`[${MARK}]`)) note.remove();
  const unfit = [...form.elements].filter((one) => one.willValidate && !one.validity.valid);
  for (const one of unfit) complain(one, form);
  if (unfit.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  unfit[0].focus();
}, true);

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.willValidate && field.validity.valid && field.form) settle(field);
}, true);

// One note for each name: radio buttons are one question.
function complain(field, form) {
  field.setAttribute("aria-invalid", "true");
  if (form.querySelector(`[${MARK}="${CSS.escape(field.name)}"]`)) return;
  const note = document.createElement("p");
  note.className = "unfit";
  note.id = `unfit-${field.id || field.name}`;
  note.setAttribute(MARK, field.name);
  note.textContent = words(field);
  const home = field.closest("fieldset, .field");
  if (home) home.append(note); else field.after(note);
  describe(field, (ids) => ids.add(note.id));
}

function settle(field) {
  const note = field.form.querySelector(`[${MARK}="${CSS.escape(field.name)}"]`);
  if (!note) return;
  for (const one of field.form.elements) if (one.name === field.name) {
    one.removeAttribute("aria-invalid");
    describe(one, (ids) => ids.delete(note.id));
  }
  note.remove();
}

function describe(field, change) {
  const ids = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  change(ids);
  if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" ")); else field.removeAttribute("aria-describedby");
}

function words(field) {
  const said = { ...document.body.dataset, ...field.dataset };
  if (field.validity.tooShort) return said.tooShort;
  if (!field.validity.valueMissing) return said.unfit;
  return field.type === "radio" || field.tagName === "SELECT" ? said.choose : said.needed;
}
