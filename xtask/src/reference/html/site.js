"use strict";
// Search, copy buttons and the theme switch. COMMANDS comes from search-index.js.

const field = document.getElementById("search");
const results = document.getElementById("results");
let chosen = -1;

/** How well a command fits the words; 0 if one of them occurs nowhere. */
function fit([name, summary, others], words) {
  let sum = 0;
  for (const word of words) {
    const best =
      name === word ? 100 :
      name.startsWith(word) ? 60 :
      name.includes(word) ? 40 :
      summary.toLowerCase().includes(word) ? 15 :
      others.toLowerCase().includes(word) ? 5 : 0;
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

function find(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return COMMANDS.map((command) => [fit(command, words), command])
    .filter(([points]) => points > 0)
    .sort(([a, [x]], [b, [y]]) => b - a || x.length - y.length || (x < y ? -1 : 1))
    .slice(0, 12)
    .map(([, command]) => command);
}

function show() {
  const found = find(field.value);
  results.replaceChildren(...found.map(([name, summary, , page = name], index) => {
    const item = document.createElement("li");
    item.id = `result-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const link = document.createElement("a");
    link.href = `${page}.html`;
    link.tabIndex = -1;
    link.append(name);
    const small = document.createElement("small");
    small.append(summary);
    link.append(small);
    item.append(link);
    return item;
  }));
  if (found.length === 0 && field.value.trim()) {
    const none = document.createElement("li");
    none.append("No command fits.");
    results.append(none);
  }
  results.hidden = field.value.trim() === "";
  field.setAttribute("aria-expanded", String(!results.hidden));
  choose(found.length > 0 ? 0 : -1);
}

function choose(index) {
  const options = results.querySelectorAll('[role="option"]');
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
  chosen = index;
  if (index >= 0) {
    field.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

field.addEventListener("input", show);
field.addEventListener("keydown", (event) => {
  const options = results.querySelectorAll('[role="option"]');
  if (event.key === "ArrowDown" && options.length) choose((chosen + 1) % options.length);
  else if (event.key === "ArrowUp" && options.length) choose((chosen + options.length - 1) % options.length);
  else if (event.key === "Enter" && chosen >= 0) options[chosen].querySelector("a").click();
  else if (event.key === "Escape") { field.value = ""; show(); }
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.focus();
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) { results.hidden = true; field.setAttribute("aria-expanded", "false"); }
});

for (const block of document.querySelectorAll("pre.command")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append("Copy");
  const text = block.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  });
  block.append(button);
}

const theme = document.getElementById("theme");
function isDark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
  theme.textContent = isDark() ? "Light" : "Dark";
}
let stored = null;
try { stored = localStorage.getItem("theme"); } catch { /* Pages from a disk may have no storage. */ }
setTheme(stored);
theme.hidden = false;
theme.addEventListener("click", () => {
  const name = isDark() ? "light" : "dark";
  setTheme(name);
  try { localStorage.setItem("theme", name); } catch { /* as above */ }
});
