// mdBook's label opens and shuts the list of pages, so it is a button, and may say which it does.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");
