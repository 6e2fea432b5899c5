// Turns a page's questions into radio buttons, with an explanation for each choice. Without this script, a question is a
// list, and the answers are at the end of the page.
(() => {
  const questions = [...document.querySelectorAll(".question")];
  const key = `questions ${location.pathname}`;
  const progress = [];
  const rights = {}; // the place of the right choice, likewise
  let chosen = {}; // the place of the choice, by the question's id
  try {
    chosen = JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {} // the browser keeps nothing
  if (typeof chosen !== "object" || Array.isArray(chosen)) chosen = {};

  const save = () => {
    const count = questions.filter((it) => it.id in chosen && chosen[it.id] === rights[it.id]).length;
    progress.forEach((it) => (it.textContent = `${count} of ${questions.length} right on this page`));
    try {
      localStorage.setItem(key, JSON.stringify(chosen));
    } catch {}
  };

  for (const question of questions) {
    const list = question.querySelector(":scope > ol");
    const rest = document.getElementById(question.id.replace("question-", "answer-"))?.cloneNode(true);
    const [title, reasons] = [list?.previousElementSibling, rest?.querySelector(":scope > ol")];
    const verdict = rest?.querySelector("strong"); // `NAME: 2.`
    if (!title || !reasons || !verdict) continue;
    const right = Number(verdict.textContent.match(/(\d+)\.?\s*$/)?.[1]) - 1;
    rights[question.id] = right;
    reasons.remove();
    verdict.remove();

    const radios = [...list.children].map((item) => {
      const radio = make("input", { type: "radio", name: question.id });
      item.append(make("label", {}, radio, ...item.childNodes));
      radio.addEventListener("change", () => choose(radios.indexOf(radio)));
      return radio;
    });
    const said = make("div", { className: "said", ariaLive: "polite" });
    const again = make("button", { type: "button", textContent: "Try again" });
    again.addEventListener("click", () => (choose(undefined), radios[0].focus()));

    const tell = (place) => {
      radios.forEach((it, other) => {
        it.checked = other === place;
        it.parentElement.dataset.mark = !it.checked ? "" : place === right ? " ✓" : " ✗";
      });
      again.hidden = place === undefined;
      const why = reasons.children[place]?.innerHTML ?? "";
      if (place === right) said.innerHTML = why.replace("Right", "<strong>Right</strong>") + rest.innerHTML;
      else said.innerHTML = why && `<strong>Wrong:</strong> ${why}`;
    };
    const choose = (place) => {
      chosen[question.id] = place; // JSON leaves out what is undefined
      tell(place);
      save();
    };

    const legend = make("legend", {}, ...title.childNodes);
    const row = question.querySelector(":scope > p > a[href^='#answer-']")?.parentElement ?? make("p", {});
    row.className = "row";
    row.prepend(again);
    progress.push(row.appendChild(make("span", {})));
    title.replaceWith(make("fieldset", {}, legend, list, said, row));
    // The arrow keys go to a choice, and Space chooses it. The book's own arrow keys would go to another page.
    question.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      radios[(radios.indexOf(document.activeElement) + by + radios.length) % radios.length].focus();
    });
    tell(chosen[question.id]);
  }
  if (questions.length) save();

  // On the screen, only the answer that a link leads to is shown.
  for (const heading of document.querySelectorAll("main h2")) {
    if (heading.textContent.trim() !== "Answers") continue;
    const section = make("section", { className: "answers" });
    heading.replaceWith(section);
    section.append(heading);
    while (section.nextSibling && !/^H[12]$/.test(section.nextSibling.nodeName)) section.append(section.nextSibling);
  }
  const showAsked = () => {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (const it of document.querySelectorAll(".answers, .answer")) it.classList.toggle("asked", !!asked && it.contains(asked));
    if (asked?.closest(".answers")) asked.scrollIntoView();
  };
  window.addEventListener("hashchange", showAsked);
  showAsked();
})();
