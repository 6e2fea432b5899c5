// What mdBook leaves out for who has no mouse, or hears the page.

// Its label opens and shuts the list of pages, so it is a button, and may say which it does.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");

// A table that is wider than a phone scrolls by itself. With the focus on it, the arrow keys do that.
for (const table of document.querySelectorAll(".table-wrapper")) {
  table.tabIndex = 0;
  table.setAttribute("role", "group");
  table.setAttribute("aria-label", "Table");
}
