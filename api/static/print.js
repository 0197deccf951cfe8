// The receipt's print button.
"use strict";
const print = document.getElementById("print");
print.addEventListener("click", () => window.print());
print.focus();
