// Steps through a recorded run, with buttons or the arrow keys. Without this script, a run is a list.
(() => {
  // The lines of a program, without its header unless a step is in it.
  const linesOf = (listing, steps) => {
    const all = listing.textContent.trimEnd().split("\n");
    const header = listing.textContent.match(/^(?:"""[^]*?"""\n+|(?:\/\/!.*\n|\n)*)/)[0].split("\n").length - 1;
    const first = Math.min(header, ...steps.filter((it) => it.dataset.line).map((it) => it.dataset.line - 1));
    const language = listing.className.match(/language-(\w+)/)?.[1];
    return all.map((text, place) => {
      const code = text.trimStart();
      const line = make("span", { className: "line", textContent: code, hidden: place < first });
      line.dataset.number = place + 1;
      line.style.setProperty("--indent", text.length - code.length);
      try {
        line.innerHTML = hljs.highlight(language, code, true).value;
      } catch {} // it stays plain
      return line;
    });
  };

  const build = (run) => {
    const steps = [...run.querySelector("ol").children];
    const name = run.dataset.program;
    const listing = run.querySelector("pre.program code");
    const lines = listing ? linesOf(listing, steps) : [];
    const pane = make("pre", { tabIndex: 0, role: "region", ariaLabel: `The program ${name}`, hidden: !listing });
    pane.append(make("code", { className: "hljs" }, ...lines));
    const [where, sentence] = [make("span"), make("p", { className: "sentence", ariaLive: "polite" })];
    const [tasks, listed, event] = [make("ul", { className: "tasks" }), make("p"), make("p")];
    const output = make("samp");
    let at = 0;

    const show = (place) => {
      at = Math.max(0, Math.min(place, steps.length - 1));
      const [step, number] = [steps[at], steps[at].dataset.line];
      where.textContent = `Step ${at + 1} of ${steps.length}${number ? `, line ${number}` : ""}`;
      buttons.forEach((it, which) => (it.ariaDisabled = String(at === (which < 2 ? 0 : steps.length - 1))));

      const details = step.querySelector("small");
      sentence.replaceChildren(...[...step.childNodes].slice(0, [...step.childNodes].indexOf(details)).map((it) => it.cloneNode(true)));
      const text = (part) => details.querySelector(part)?.textContent.trim() ?? "";
      tasks.replaceChildren(
        ...text(".tasks").split("; ").filter(Boolean).map((task) => {
          const [name, state] = [task.slice(0, task.lastIndexOf(": ")), task.slice(task.lastIndexOf(": ") + 2)];
          return make("li", { className: state.replaceAll(" ", "-") }, make("strong", { textContent: name }), `: ${state}`);
        }),
      );
      [listed.textContent, event.textContent] = [text(".listed"), text(".event")];
      const printed = steps.slice(0, at + 1).flatMap((it) => [...it.querySelectorAll("samp")]);
      output.textContent = printed.map((it) => it.textContent.trimEnd()).join("\n") || "(nothing yet)";

      lines.forEach((it) => it.removeAttribute("aria-current"));
      const line = lines[number - 1];
      line?.setAttribute("aria-current", "step");
      if (line) pane.scrollTop = line.offsetTop - (pane.clientHeight - line.offsetHeight) / 2;
    };

    const targets = { First: () => 0, Back: () => at - 1, Next: () => at + 1, Last: () => steps.length - 1 };
    const buttons = Object.entries(targets).map(([name, target]) => {
      const button = make("button", { type: "button", textContent: name });
      button.addEventListener("click", () => show(target()));
      return button;
    });
    run.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || !run.open || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation(); // the book would go to another page
      show(at + by);
    });

    const printed = make("div", { className: "printed" }, "Printed so far:", make("pre", {}, output));
    const side = make("div", { className: "side" }, sentence, tasks, listed, event, printed);
    const bar = make("p", { className: "bar" }, ...buttons, where);
    const stepper = make("div", { className: "stepper", role: "group", ariaLabel: `Steps of ${name}` }, bar);
    stepper.append(make("div", { className: "panes" }, pane, side));
    run.querySelector("ol").before(stepper);
    run.classList.add("stepped");
    show(0);
  };

  for (const run of document.querySelectorAll("details.run")) {
    const buildOnce = () => run.open && !run.classList.contains("stepped") && build(run);
    run.addEventListener("toggle", buildOnce);
    buildOnce();
    // Among the runs of a topic, that of the remembered runtime comes first.
    const [topic, runtime] = run.dataset.program.split(/-(asyncio|tokio|async-std|smol)$/);
    const isOfTopic = (it) => it?.matches(`details.run[data-program^="${topic}-"]`);
    let first = run;
    while (isOfTopic(first.previousElementSibling)) first = first.previousElementSibling;
    if (runtime === remembered.get() && first !== run) first.before(run);
  }
})();
