// The coverage map by keyboard: one stop for Tab, arrows from page to page in the direction of writing.
"use strict";
const cells = [...document.querySelectorAll("[data-roving] a")];
const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -cells.length, End: cells.length };

function columns() {
  const first = cells[0].getBoundingClientRect().top;
  const second = cells.findIndex((cell) => cell.getBoundingClientRect().top > first + 2);
  return second < 0 ? cells.length : second;
}

function go(to) {
  const target = cells[Math.max(0, Math.min(cells.length - 1, to))];
  for (const cell of cells) cell.tabIndex = cell === target ? 0 : -1;
  target.focus();
}

if (cells.length) {
  const start = Math.max(0, cells.findIndex((cell) => cell.hasAttribute("aria-current")));
  cells.forEach((cell, place) => { cell.tabIndex = place === start ? 0 : -1; });
  cells[0].closest("[data-roving]").addEventListener("keydown", (event) => {
    const here = cells.indexOf(document.activeElement);
    const turn = document.documentElement.dir === "rtl" && event.key.startsWith("Arrow") ? -1 : 1;
    let step = event.key in steps ? steps[event.key] * turn : 0;
    if (event.key === "ArrowDown") step = columns();
    if (event.key === "ArrowUp") step = -columns();
    if (here < 0 || step === 0) return;
    event.preventDefault();
    go(here + step);
  });
}
