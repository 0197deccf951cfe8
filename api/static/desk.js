// The desk's one script: sending files one by one, and a review that needs no mouse.
// Every word shown comes from the page (data-*), so that the script knows no language.
"use strict";

const digits = document.documentElement.lang === "en" ? "en" : "ar-IQ-u-nu-arab";

// ---- Sending files -------------------------------------------------------------------------------------------------

function startSending(form) {
  const list = document.getElementById("sending");
  const said = document.getElementById("said");
  const words = form.dataset;
  const queue = [];
  let busy = 0;

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    const state = document.createElement("span");
    name.textContent = file.name;
    state.className = "state";
    item.append(name, " ", state);
    list.append(item);
    return { item, state, file };
  }

  function add(files) {
    for (const file of files) {
      if (file.name.startsWith(".") || file.name === "Thumbs.db") continue;
      const entry = row(file);
      tell(entry, words.waiting);
      queue.push(entry);
    }
    next();
  }

  function tell(entry, text, bad) {
    entry.state.textContent = text;
    entry.item.classList.toggle("bad", Boolean(bad));
  }

  // Two at a time fill a slow line; more would only make each one slower.
  function next() {
    while (busy < 2 && queue.length) send(queue.shift());
  }

  function send(entry) {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("case", words.case);
    body.append("files", entry.file, entry.file.name);
    busy += 1;
    request.open("POST", "/api/v1/scans");
    request.setRequestHeader("X-CSRF-Token", words.csrf);
    request.setRequestHeader("Accept-Language", words.language);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) tell(entry, `${words.sending} ${percent(event.loaded / event.total)}`);
    });
    request.upload.addEventListener("load", () => tell(entry, words.checking));
    request.addEventListener("load", () => answered(entry, request));
    request.addEventListener("error", () => broken(entry));
    request.addEventListener("loadend", () => { busy -= 1; next(); });
    request.send(body);
  }

  function answered(entry, request) {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { return broken(entry); }
    const scan = answer.scans && answer.scans[0];
    if (scan && scan.id) {
      entry.item.remove();
      said.textContent = `${entry.file.name}: ${words.taken}`;
      refresh();
    } else {
      tell(entry, scan ? scan.error.message : answer.title, true);
      said.textContent = `${entry.file.name}: ${entry.state.textContent}`;
    }
  }

  function broken(entry) {
    tell(entry, words.broken, true);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "second small";
    again.textContent = words.retry;
    again.addEventListener("click", () => { again.remove(); tell(entry, words.waiting); queue.push(entry); next(); });
    entry.item.append(" ", again);
    said.textContent = `${entry.file.name}: ${words.broken}`;
  }

  // One refresh for files that arrive together.
  let soon = 0;
  function refresh() {
    clearTimeout(soon);
    soon = setTimeout(() => htmx.ajax("GET", `/desk/cases/${words.case}/files`, { target: "#files-list", swap: "outerHTML" }), 150);
  }

  for (const id of ["files", "folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => { add(input.files); input.value = ""; });
  }
  for (const hidden of form.querySelectorAll(".script-only")) hidden.hidden = false;
  document.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    // Entries must be taken before the first await: the browser empties the list afterwards.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files];
    if (!entries.some((entry) => entry && entry.isDirectory)) return add(plain);
    for (const entry of entries) if (entry) add(await filesIn(entry));
  });
  window.addEventListener("beforeunload", (event) => { if (busy || queue.length) event.preventDefault(); });
}

async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  // A folder is read in pieces of at most 100 entries.
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    for (const one of some) found.push(...await filesIn(one));
  }
  return found;
}

function percent(part) {
  return new Intl.NumberFormat(digits, { style: "percent" }).format(part);
}

// ---- Reviewing -----------------------------------------------------------------------------------------------------

function startReview(form) {
  const words = form.dataset;
  const said = document.getElementById("said");
  const left = document.getElementById("left");
  const inputs = [...form.querySelectorAll(".value [name^='f.']")];
  const first = new Map(inputs.map((input) => [input, input.value]));
  const unsaved = new Map();
  const typeList = document.getElementById("document_type");
  const confirmButton = document.getElementById("confirm");
  const decide = document.getElementById("h-decide");
  const reason = document.getElementById("reason");
  const inSight = document.getElementById("shown");
  let leaving = false;
  for (const tick of form.querySelectorAll(".look")) tick.hidden = true;

  const rowOf = (input) => input.closest(".value");
  const doubtful = () => inputs.filter((input) => "doubtful" in rowOf(input).dataset);
  const whyOf = (input) => rowOf(input).querySelector(".ask select");
  const isMissing = (input) => input.dataset.required !== undefined && !input.value.trim() && !whyOf(input).value;

  // A day that no calendar has is kept as it is printed, once somebody says so.
  const printedOf = (input) => rowOf(input).querySelector(".printed input");
  const isPrinted = (input) => Boolean(printedOf(input) && printedOf(input).checked && input.value.trim());

  // Who answers for a value: the reader, whom a person looked over, or the person who typed or emptied it.
  const standingOf = (input) => input.value === rowOf(input).dataset.read ? "kept" : input.value.trim() ? "typed" : "emptied";

  function settle(input, word, standing = standingOf(input)) {
    const row = rowOf(input);
    row.className = `value is-${standing}`;
    delete row.dataset.doubtful;
    row.querySelector(".sure").textContent = word || words[standing === "kept" ? "settled" : standing];
    for (const why of row.querySelectorAll(".why")) why.hidden = true;
    const tick = row.querySelector(".look input");
    if (tick) tick.checked = true;
    unmark(input);
    tally();
  }

  function tally() {
    const count = doubtful().length;
    left.textContent = count ? `${words.left} ${shown(count)}` : words.noneLeft;
  }

  // ---- What a key or a button replaces can be taken back, the last first, from wherever one is by then.

  const replaced = [];

  function replace(input, value) {
    const row = rowOf(input);
    const { className } = row;
    replaced.push({ input, value: input.value, why: whyOf(input).value, doubtful: "doubtful" in row.dataset, className,
                    sure: row.querySelector(".sure").textContent });
    input.value = value;
  }

  function takeBack() {
    const last = replaced.pop();
    if (!last) return;
    const { input, value, why, doubtful: open, className, sure } = last;
    const row = rowOf(input);
    input.value = value;
    whyOf(input).value = why;
    fitQuestion(input);
    unmark(input);
    row.className = className;
    row.querySelector(".sure").textContent = sure;
    const tick = row.querySelector(".look input");
    if (tick && open) tick.checked = false;
    if (open) row.dataset.doubtful = ""; else delete row.dataset.doubtful;
    for (const why of row.querySelectorAll(".why")) why.hidden = !open;
    tally();
    goTo(input);
    keep(input).then(() => { said.textContent = `${labelOf(input)}: ${words.takenBack}`; });
  }

  // The browser's own Ctrl+Z serves a field in which something was typed; the paper's serves any other.
  let entered = null;
  form.addEventListener("focusin", (event) => { entered = inputs.includes(event.target) ? event.target.value : null; });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyZ" || !event.ctrlKey || event.shiftKey || event.altKey || !replaced.length) return;
    const { target } = event;
    const own = inputs.includes(target) ? target.value !== entered : target.matches("textarea, input") && target.value;
    if (own) return;
    event.preventDefault();
    takeBack();
  });

  // ---- Why a required value is empty: asked once, answered by one key for all that are listed.

  function answerAbsent(input, why) {
    const select = whyOf(input);
    replace(input, "");
    select.disabled = false;
    select.value = why;
    select.closest(".ask").hidden = false;
    settle(input, words[why === "unreadable" ? "absenceUnreadable" : "absenceNotOnPaper"], "absent");
    return keep(input);
  }

  function fitQuestion(input) {
    const select = whyOf(input);
    const empty = !input.value.trim();
    if (!empty) select.value = "";
    select.disabled = !(empty && (input.dataset.required !== undefined || select.value));
    select.closest(".ask").hidden = select.disabled;
  }

  const dialog = document.getElementById("ask-missing");
  let asked = [];
  let askedFrom = null;

  function askMissing(from) {
    asked = inputs.filter(isMissing);
    askedFrom = from;
    const list = document.getElementById("ask-list");
    list.replaceChildren(...asked.map((input) => {
      const item = document.createElement("li");
      item.textContent = labelOf(input);
      return item;
    }));
    dialog.showModal();
    document.getElementById("h-ask").focus();
  }

  async function answerMissing(why) {
    dialog.close();
    if (!why) return goTo(askedFrom && isMissing(askedFrom) ? askedFrom : asked[0]);
    const kept = asked.map((input) => answerAbsent(input, why));
    onwards(askedFrom || asked[asked.length - 1]);
    await Promise.all(kept);
  }

  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-answer]");
    if (button) answerMissing(button.dataset.answer);
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); answerMissing(""); });
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const place = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const button = place && dialog.querySelectorAll("[data-answer]")[Number(place[1]) - 1];
    if (button) { event.preventDefault(); answerMissing(button.dataset.answer); }
  });

  function labelOf(input) {
    return form.querySelector(`label[for="${input.id}"]`).textContent.replace("*", "").trim();
  }

  // ---- What is wrong with a value, told beside it.

  function unmark(input) {
    input.removeAttribute("aria-invalid");
    for (const told of rowOf(input).querySelectorAll(".wrong")) told.remove();
  }

  function markWrong(input, detail) {
    const row = rowOf(input);
    unmark(input);
    const told = document.createElement("p");
    told.className = "found sev-error wrong";
    told.textContent = detail;
    row.querySelector(".findings").prepend(told);
    input.setAttribute("aria-invalid", "true");
    if (printedOf(input)) printedOf(input).parentElement.hidden = false;
    row.className = "value is-review";
    row.dataset.doubtful = "";
    tally();
  }

  function showFindings(findings) {
    for (const old of form.querySelectorAll("[data-finding]")) {
      if (!findings.some((one) => keyOf(one) === old.dataset.finding)) (old.closest(".notice") || old).remove();
    }
    for (const one of findings) {
      if (form.querySelector(`[data-finding="${CSS.escape(keyOf(one))}"]`)) continue;
      const row = one.fields.length === 1 && document.getElementById(`v-${one.fields[0].replaceAll(".", "-")}`);
      const told = document.createElement("p");
      const severity = document.createElement("strong");
      severity.textContent = `${words[`severity${one.severity[0].toUpperCase()}${one.severity.slice(1)}`]}: `;
      told.append(severity, one.message);
      if (row) {
        told.dataset.finding = keyOf(one);
        told.className = `found sev-${one.severity}`;
        row.querySelector(".findings").append(told);
      } else {
        const notice = document.createElement("div");
        notice.dataset.finding = keyOf(one);
        notice.className = `notice ${one.severity === "warn" ? "warn" : one.severity === "info" ? "" : "bad"}`;
        notice.append(told);
        document.getElementById("findings").append(notice);
      }
      if (one.severity !== "info") said.textContent = told.textContent;
    }
    current = findings;
  }

  // A reason speaks of the findings that were in sight when it was written, not of those that came later.
  let current = null;
  const keyOf = (finding) => [finding.rule, ...finding.fields].join(" ");
  if (reason) reason.addEventListener("input", () => { if (current) inSight.value = current.map(keyOf).join("\n"); });

  function unexplained() {
    const given = new Set(inSight.value.split("\n"));
    return (current || []).filter((one) => ["warn", "error"].includes(one.severity) && !given.has(keyOf(one)));
  }

  // Kept field by field on the server: a power cut costs one field at most.
  function keep(input) {
    unsaved.set(rowOf(input).dataset.path, input.value);
    return flush();
  }

  // One save at a time: an older answer never hides a newer one, and no form is sent while a save is under way.
  let saving = Promise.resolve();
  let underWay = false;

  function flush() {
    saving = saving.then(send);
    return saving;
  }

  async function send() {
    if (!unsaved.size || leaving) return;
    const sent = new Map(unsaved);
    underWay = true;
    try {
      const answer = await fetch(`/api/v1/documents/${words.document}/draft`, {
        method: "PATCH",
        keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": words.csrf, "Accept-Language": words.language },
        body: JSON.stringify(Object.fromEntries(sent)),
      });
      const told = await answer.json();
      for (const [path, value] of sent) if (unsaved.get(path) === value) unsaved.delete(path);
      said.textContent = answer.ok ? words.kept : told.title;
      if (answer.ok) showFindings(told.findings);
      const inputOf = (error) => inputs.find((each) => each.name === `f.${error.pointer.slice(1)}`);
      const wrong = (told.errors || []).filter((one) => !(one.code === "date" && inputOf(one) && isPrinted(inputOf(one))));
      for (const one of wrong) {
        const input = inputOf(one);
        said.textContent = input ? `${labelOf(input)}: ${one.detail}` : `${told.title || ""} ${one.detail}`;
        if (input && input.value === sent.get(one.pointer.slice(1))) markWrong(input, one.detail);
      }
      said.classList.toggle("bad", !answer.ok || Boolean(wrong.length));
    } catch {
      said.textContent = words.notKept;
      said.classList.add("bad");
    } finally {
      underWay = false;
    }
  }
  setInterval(flush, 4000);

  function accept(input) {
    fitQuestion(input);
    if (isMissing(input)) {
      if (first.get(input) !== input.value) keep(input);
      const row = rowOf(input);
      row.className = "value is-missing";
      row.dataset.doubtful = "";
      row.querySelector(".sure").textContent = words.undecided;
      return tally();
    }
    if (isPrinted(input)) {
      settle(input, words.absenceAsPrinted, "absent");
      return keep(input);
    }
    if (whyOf(input).value) return settle(input, whyOf(input).selectedOptions[0].textContent, "absent");
    settle(input);
    keep(input);
  }

  function goTo(input) {
    input.focus({ preventScroll: true });
    if (input.select) input.select();
    rowOf(input).scrollIntoView({ block: "center" });
  }

  function onwards(from) {
    const rest = doubtful();
    const after = rest.find((input) => from.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = after || rest[0];
    if (next) goTo(next);
    else atEnd();
  }

  // Nothing is left: the focus rests on a heading, where Enter does nothing and Ctrl+Enter confirms.
  function atEnd() {
    if (!decide) return;
    decide.focus({ preventScroll: true });
    decide.scrollIntoView({ block: "center" });
  }

  async function confirm() {
    if (!confirmButton || leaving) return;
    if (confirmButton.disabled) {
      typeList.closest("details").open = true;
      typeList.focus();
      said.textContent = words.chooseType;
      return;
    }
    // What was just typed may bring a finding: it is seen before anything is signed.
    await flush();
    const rest = doubtful();
    const open = rest.filter((input) => !isMissing(input));
    if (open.length) {
      goTo(open[0]);
      if (!said.classList.contains("bad")) said.textContent = left.textContent;
    } else if (rest.length) {
      askMissing(null);
    } else if (unexplained().length) {
      reason.focus();
      reason.scrollIntoView({ block: "center" });
      said.textContent = reason.value.trim() ? words.newFinding : words.reasonNeeded;
      said.classList.add("bad");
    } else {
      form.requestSubmit(confirmButton);
    }
  }

  form.addEventListener("focusin", (event) => mark(rowIdOf(event.target)));
  form.addEventListener("change", (event) => {
    const row = event.target.closest(".value");
    if (!row) return;
    const input = row.querySelector("input[name^='f.'], select[name^='f.']");
    if (event.target === input && printedOf(input)) {
      printedOf(input).checked = false;
      printedOf(input).parentElement.hidden = true;
    }
    if (event.target === input || event.target === printedOf(input)) accept(input);
    else if (event.target === whyOf(input)) {
      if (event.target.value) answerAbsent(input, event.target.value);
      else accept(input);
    }
  });
  form.addEventListener("click", (event) => {
    const other = event.target.closest("[data-take]");
    if (!other) return;
    const input = other.closest(".value").querySelector("input[name^='f.'], select[name^='f.']");
    replace(input, other.dataset.take);
    accept(input);
    onwards(input);
  });
  form.addEventListener("submit", (event) => {
    const decision = event.submitter && event.submitter.value;
    if (leaving) { event.preventDefault(); return; }
    if (underWay) {
      event.preventDefault();
      const button = event.submitter;
      saving.then(() => form.requestSubmit(button));
      return;
    }
    const why = event.submitter && event.submitter.closest("[data-act]")?.querySelector("textarea");
    if (why && !why.value.trim()) {
      event.preventDefault();
      why.setAttribute("aria-invalid", "true");
      why.focus();
      said.textContent = words.reasonNeeded;
      said.classList.add("bad");
      return;
    }
    if (decision === "confirm" && (doubtful().length || unexplained().length)) { event.preventDefault(); confirm(); return; }
    leaving = true;
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });

  document.addEventListener("keydown", (event) => {
    const input = inputs.includes(event.target) ? event.target : null;
    if (event.repeat && event.key === "Enter") {
      event.preventDefault();
    } else if (event.key === "Enter" && event.ctrlKey) {
      if (ofTheFrame(event.target)) return;
      event.preventDefault();
      if (actsItself(event.target, form)) return;
      if (input && (first.get(input) !== input.value)) accept(input);
      confirm();
    } else if (event.key === "Enter" && event.shiftKey && input) {
      event.preventDefault();
      const before = inputs[inputs.indexOf(input) - 1];
      if (before) goTo(before);
    } else if (event.key === "Enter" && input) {
      event.preventDefault();
      accept(input);
      if (isMissing(input)) askMissing(input);
      else onwards(input);
    } else if (event.key === "Enter" && event.target.form === form && event.target.matches("select, input")) {
      // A browser would press the form's first button: no list and no box signs a paper.
      event.preventDefault();
    } else if (event.key === "F8" && input) {
      event.preventDefault();
      const lost = input.value;
      const kept = answerAbsent(input, "unreadable");
      onwards(input);
      if (lost) kept.then(() => { said.textContent = `${labelOf(input)}: ${words.takeBack} ${lost}`; });
    } else if (event.key === "F2") {
      // To the button, not past it: the second key is the deed.
      const sides = document.querySelector("#sides button");
      if (sides) { event.preventDefault(); sides.focus(); }
    } else if (event.key === "F9") {
      const way = form.querySelector("[data-act=hand_over]");
      if (!way) return;
      event.preventDefault();
      way.open = true;
      toReason(way);
    }
  });

  function toReason(way) {
    const why = way.querySelector("textarea");
    why.focus({ preventScroll: true });
    way.scrollIntoView({ block: "center" });
  }

  for (const way of form.querySelectorAll("[data-act]")) way.addEventListener("toggle", () => { if (way.open) toReason(way); });

  const start = doubtful()[0];
  if (typeList && confirmButton && confirmButton.disabled && !document.getElementById("problem")) typeList.focus();
  else if (start && !document.querySelector("[autofocus]")) goTo(start);
  else if (!document.querySelector("[autofocus]")) atEnd();
}

// The next paper's pictures come while this one is looked at; over a thin line they are what one waits for.
async function fetchAhead(form) {
  if (navigator.connection && navigator.connection.saveData) return;
  try {
    const answer = await fetch(`/desk/documents/${form.dataset.document}/upcoming`);
    if (!answer.ok) return;
    for (const address of (await answer.json()).pictures) await fetch(address, { priority: "low" });
  } catch {
    // Nothing was promised: the next paper then loads as it always did.
  }
}

function shown(count) {
  return new Intl.NumberFormat(digits).format(count);
}

// ---- The picture beside the fields ---------------------------------------------------------------------------------

function rowIdOf(target) {
  const row = target.closest && target.closest(".value");
  return row ? row.id : "";
}

function mark(id) {
  for (const polygon of document.querySelectorAll(".pages polygon")) polygon.classList.toggle("on", polygon.dataset.for === id);
}

function startPictures(pane) {
  const pictures = [...pane.querySelectorAll("svg")];
  const views = new Map(pictures.map((svg) => [svg, whole(svg)]));

  function whole(svg) {
    return { x: 0, y: 0, width: Number(svg.dataset.width), height: Number(svg.dataset.height) };
  }

  function show(svg, view) {
    views.set(svg, view);
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }

  function scale(by) {
    for (const svg of pictures) {
      const { x, y, width, height } = views.get(svg);
      const wide = Math.min(Number(svg.dataset.width), width * by);
      const high = wide * height / width;
      move(svg, { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high }, 0, 0);
    }
  }

  function move(svg, view, dx, dy) {
    const x = Math.max(0, Math.min(Number(svg.dataset.width) - view.width, view.x + dx * view.width));
    const y = Math.max(0, Math.min(Number(svg.dataset.height) - view.height, view.y + dy * view.height));
    show(svg, { ...view, x, y });
  }

  // The picture moves only when asked to: who compares by eye loses the place otherwise.
  function toField() {
    const polygon = pane.querySelector("polygon.on");
    if (!polygon) return;
    const svg = polygon.closest("svg");
    const box = polygon.getBBox();
    const full = whole(svg);
    const width = Math.min(full.width, Math.max(box.width * 2.5, full.width / 3));
    const height = width * full.height / full.width;
    move(svg, { x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height }, 0, 0);
    svg.scrollIntoView({ block: "nearest" });
  }

  const acts = { in: () => scale(0.7), out: () => scale(1 / 0.7), field: toField, all: () => pictures.forEach((svg) => show(svg, whole(svg))) };
  pane.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) acts[button.dataset.zoom]();
  });
  const keys = { "=": "in", "+": "in", "-": "out", "0": "field", "9": "all" };
  const ways = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey) return;
    const digit = event.code.startsWith("Digit") ? event.code.slice(5) : event.key;
    if (keys[digit]) { event.preventDefault(); acts[keys[digit]](); }
    else if (ways[event.key]) { event.preventDefault(); pictures.forEach((svg) => move(svg, views.get(svg), ...ways[event.key])); }
  });
  pane.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("svg");
    if (!svg || event.button !== 0) return;
    let from = [event.clientX, event.clientY];
    svg.setPointerCapture(event.pointerId);
    const drag = (move_) => {
      const view = views.get(svg);
      move(svg, view, (from[0] - move_.clientX) / svg.clientWidth, (from[1] - move_.clientY) / svg.clientHeight);
      from = [move_.clientX, move_.clientY];
    };
    svg.addEventListener("pointermove", drag);
    svg.addEventListener("pointerup", () => svg.removeEventListener("pointermove", drag), { once: true });
  });
}

// ---- Approving -----------------------------------------------------------------------------------------------------

function startApproval() {
  // The eye starts at what the clerk changed, never at the button.
  const first = document.querySelector("[data-signed].is-review") || document.querySelector("[data-signed]");
  // What is missing or doubtful stands over the values and is read first: the focus scrolls past none of it.
  if (first && !document.querySelector("[autofocus]")) first.focus({ preventScroll: true });
  document.addEventListener("focusin", (event) => mark(rowIdOf(event.target)));
  const approval = document.getElementById("approve");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    if (ofTheFrame(event.target)) return;
    event.preventDefault();
    if (!event.repeat && !actsItself(event.target, approval)) approval.requestSubmit();
  });
  // A key pressed twice decides once.
  let sent = false;
  for (const one of document.querySelectorAll(".decide form")) {
    one.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
}

// Ctrl+Enter does what the box says that holds the focus: a button its own deed, a reason its own button's, a form
// beside this one what it is for. True when there was such a box; only else is the page's own form meant.
function actsItself(target, form) {
  const way = target.closest("[data-act]");
  const button = way ? way.querySelector("button") : target.closest("button:not([type=button])");
  if (button) { button.form.requestSubmit(button); return true; }
  if (target.form && target.form !== form) { target.form.requestSubmit(); return true; }
  return false;
}

// The head of the page has links and forms of its own: no key of the paper is meant for them.
function ofTheFrame(target) {
  return target !== document.body && !document.getElementById("main").contains(target);
}

const drop = document.getElementById("drop");
if (drop) startSending(drop);
const reviewForm = document.getElementById("review");
if (reviewForm) {
  startReview(reviewForm);
  // After this paper's own pictures, never before them.
  if (document.getElementById("confirm")) window.addEventListener("load", () => setTimeout(fetchAhead, 300, reviewForm));
}
if (document.getElementById("approve")) startApproval();
const pane = document.getElementById("pages");
if (pane) startPictures(pane);
