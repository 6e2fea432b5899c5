// What mdBook leaves out: tabs for the runtimes, copying whole files, and what the keyboard and a screen reader need.

// An element with its properties and children; questions.js and steps.js use it as well.
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Only themes with enough contrast are offered.
for (const theme of ["rust", "coal", "ayu"]) {
  document.getElementById(`mdbook-theme-${theme}`)?.parentElement.remove();
  if (document.documentElement.classList.contains(theme)) {
    document.getElementById("mdbook-theme-default_theme").click();
  }
}

// The copy button copies the file, with the header that is hidden.
window.playground_text = (pre) => pre.querySelector("code").textContent;

// The chosen runtime is remembered for all pages, unless the browser keeps nothing.
const remembered = {
  get() {
    try { return localStorage.getItem("runtime"); } catch { return null; }
  },
  set(runtime) {
    try { localStorage.setItem("runtime", runtime); } catch { /* for this page only */ }
  },
};
const tabs = [];

function choose(runtime) {
  for (const { tab, panel } of tabs) {
    const chosen = tab.textContent === runtime;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    panel.hidden = !chosen;
  }
}

for (const programs of document.querySelectorAll(".programs")) {
  const list = make("div", { className: "tabs", role: "tablist", ariaLabel: "Runtime" });
  const runtimes = make("div", {}, list);
  for (const panel of programs.querySelectorAll("section")) {
    const name = panel.dataset.program;
    const runtime = /(asyncio|tokio|async-std|smol)$/.exec(name)[0];
    if (runtime === "asyncio") {
      panel.insertAdjacentHTML("afterbegin", "<div class='tabs'><span>Python</span></div>");
      continue;
    }
    const folded = panel.querySelector("details");
    if (folded) {
      folded.replaceWith(make("p", {}, folded.querySelector("summary a")), folded.querySelector("pre"));
    }
    const id = tabs.length;
    const tab = make("button", { type: "button", textContent: runtime, id: `tab-${id}`, role: "tab" });
    tab.setAttribute("aria-controls", `panel-${id}`);
    Object.assign(panel, { id: `panel-${id}`, role: "tabpanel" }).setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => {
      choose(runtime);
      remembered.set(runtime);
    });
    list.append(tab);
    runtimes.append(panel);
    tabs.push({ tab, panel });
  }
  list.addEventListener("keydown", (event) => {
    const all = [...list.children];
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
    next.click();
    next.focus();
    event.preventDefault();
    event.stopPropagation(); // mdBook would turn the page
  });
  programs.append(runtimes);
}
const names = tabs.map(({ tab }) => tab.textContent);
choose(names.includes(remembered.get()) ? remembered.get() : "tokio");

// This label opens and closes the sidebar. As a button, it may tell a screen reader which.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");

// On a phone each row of a table is a card, in which each cell names its column.
for (const table of document.querySelectorAll(".content table")) {
  const columns = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent);
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, column) => { cell.dataset.column = columns[column]; });
  }
}

// In a table, a path such as `a::b` breaks between its names, never inside one.
for (const code of document.querySelectorAll(".content td code")) {
  const names = code.textContent.split("::");
  code.replaceChildren(...names.flatMap((name, place) => place ? ["::", document.createElement("wbr"), name] : [name]));
}

// Code or a table that is too wide scrolls by itself. With the focus on it, the arrow keys do that.
const widths = new ResizeObserver((parts) => {
  for (const { target } of parts) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.classList.toggle("scrolls", scrolls);
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const part of document.querySelectorAll(".content pre > code, .table-wrapper")) {
  widths.observe(part);
}
