// Opens the pages of the book in Chromium, in three sizes and both themes. Prints what is wrong, a line each.
//
//     node browser.mjs <chromium> <folder of the workspace>

import { access, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, root] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const STAGES = ["stage1.html", "stage2.html", "stage3.html"];
let faults = 0;

function check(holds, fault) {
  if (holds) return;
  faults += 1;
  console.log(fault);
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--allow-file-access-from-files"],
});
const page = await browser.newPage();
let place = "";
page.on("pageerror", (error) => check(false, `${place}: ${error}`));
page.on("request", (request) => {
  check(/^(file|data|blob):/.test(request.url()), `${place}: it loads ${request.url()}`);
});
page.on("requestfailed", (request) => check(false, `${place}: cannot load ${request.url()}`));
page.on("console", (line) => {
  check(line.type() !== "error", `${place}: console: ${line.text()}`);
});

async function open(name, width = 1366, theme = "light") {
  place = `${name}, ${width}, ${theme}`;
  await page.setViewport({ width, height: 768 });
  await page.goto(pathToFileURL(resolve(root, "book", name)).href);
  const shown = await page.evaluate((theme) => {
    localStorage.setItem("mdbook-theme", theme);
    return document.documentElement.classList.contains(theme);
  }, theme);
  if (!shown) await page.reload();
}

// The menu bar covers what is just below the top.
async function click(element) {
  await element.evaluate((it) => it.scrollIntoView({ block: "center" }));
  await element.click();
}
const chosen = () => page.$$eval("[role=tab][aria-selected=true]", (tabs) => tabs.map((tab) => tab.textContent).join());

async function fits() {
  await page.$$eval("details", (all) => all.forEach((it) => { it.open = true; }));
  const tooWide = await page.evaluate(() =>
    [...document.querySelectorAll("html, body, .page-wrapper, .content, main")]
      .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.tagName));
  check(!tooWide.length, `${place}: scrolls sideways: ${tooWide}`);
  const broken = await page.$$eval(".content pre > code", (codes) => codes.filter((code) => {
    if (!code.checkVisibility()) return false;
    const style = getComputedStyle(code);
    const [size, line] = [parseFloat(style.fontSize), parseFloat(style.lineHeight)];
    // A stepper has an element for each line.
    const lines = [...code.querySelectorAll(".line")].map((it) => [it.offsetHeight, 1]);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const whole = [code.clientHeight - padding, code.innerText.trimEnd().split("\n").length];
    const parts = lines.length ? lines : [whole];
    return size < 14 || parts.some(([height, count]) => height > (count + 0.9) * line);
  }).map((code) => code.innerText.slice(0, 60)));
  check(!broken.length, `${place}: a line of code is broken, or too small: ${broken}`);
}

async function accessible() {
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  for (const { impact, id, nodes } of found.violations) {
    const parts = nodes.slice(0, 3).map((node) => `${node.target}: ${node.any[0]?.message ?? node.html}`);
    check(!["serious", "critical"].includes(impact), `${place}: ${id}, ${nodes.length} times: ${parts.join("; ")}`);
  }
}

// The book's links to its own pages and to files of the workspace.
async function links() {
  const texts = new Map();
  for (const name of names) {
    await open(name);
    for (const href of await page.$$eval("a[href]", (all) => all.map((it) => it.href))) {
      if (!href.startsWith("file:")) continue;
      const [path, id] = [fileURLToPath(href.split("#")[0]), new URL(href).hash.slice(1)];
      if (!texts.has(path)) texts.set(path, await access(path).then(() => path.endsWith(".html") ? readFile(path, "utf8") : "", () => null));
      const text = texts.get(path);
      check(text !== null && !(id && text && !text.includes(`id="${decodeURIComponent(id)}"`)), `${place}: ${href} leads nowhere`);
    }
  }
}

async function tabs() {
  await open("stage2.html");
  check(await chosen() === "tokio", `${place}: tokio is not chosen at first`);
  const [, , smol] = await page.$$("[role=tab]");
  await click(smol);
  const visible = () => page.$$eval("[role=tabpanel]", (panels) =>
    panels.filter((panel) => panel.checkVisibility()).map((panel) => panel.dataset.program).join());
  check(await visible() === "stage2-smol", `${place}: smol's tab shows ${await visible()}`);
  await page.reload();
  check(await chosen() === "smol", `${place}: the runtime is forgotten after a reload`);
  await open("stage3.html");
  check(await chosen() === "smol" && await visible() === "stage3-smol", `${place}: the runtime is forgotten on another page`);
  await page.focus("[role=tab][aria-selected=true]");
  await page.keyboard.press("ArrowRight");
  check(await chosen() === "tokio" && page.url().includes("stage3"), `${place}: the arrow keys do not choose a tab`);
}

async function copies() {
  const session = await browser.target().createCDPSession();
  await session.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite"] });
  for (const name of STAGES) {
    await open(name);
    const programs = await page.$$eval("[data-program]:has(> p a)", (all) =>
      all.map((it) => [it.dataset.program, it.querySelector("a").href]));
    check(programs.length >= 3, `${place}: programs are missing`);
    for (const [program, href] of programs) {
      const tab = await page.$(`[role=tab][aria-controls="${await page.$eval(`section[data-program=${program}]`, (it) => it.id)}"]`);
      if (tab) await click(tab);
      const section = `section[data-program=${program}]`;
      const wide = await page.$eval(`${section} code`, (code) => code.scrollWidth - code.clientWidth);
      check(wide <= 0, `${place}: ${program} is ${wide} pixels too wide`);
      await click(await page.$(`${section} .clip-button`));
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      check(copied === await readFile(fileURLToPath(href), "utf8"), `${place}: the copy of ${program} is not its file`);
    }
  }
}

async function print() {
  for (const name of [...STAGES, "lost-task.html", "print.html"]) {
    await open(name);
    await page.$$eval(".run", (all) => all.slice(0, 1).forEach((it) => { it.open = true; }));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await page.emulateMediaType("print");
    const plain = await page.$$eval(".programs mark", (marks) =>
      marks.filter((it) => !getComputedStyle(it).textDecorationLine.includes("underline")).length);
    check(!plain, `${place}: ${plain} marks do not show in print`);
    const marks = await page.$$eval(".programs mark", (all) => all.length);
    check(marks > 12, `${place}: only ${marks} lines are marked`);
    const shown = await page.$$eval(".stepper, .run:not([open]), .teacher:not([open])", (all) => all.filter((it) => it.checkVisibility()).length);
    check(!shown, `${place}: ${shown} steppers, closed runs or notes are printed`);
    if (name !== "print.html") {
      const [last, first] = await page.evaluate(() => {
        const box = (it) => it.getBoundingClientRect();
        const all = (name) => [...document.querySelectorAll(name)].map(box);
        return [
          Math.max(...all(".question").map((it) => it.bottom)),
          Math.min(...all(".answer").map((it) => it.height ? it.top : -1)),
        ];
      });
      check(first >= last, `${place}: printed, an answer is missing or comes before the last question`);
    }
    await page.emulateMediaType(null);
  }
  // As wide as a sheet of A4 between its margins.
  await page.emulateMediaType("print");
  for (const name of names) {
    await open(name);
    await page.setViewport({ width: name === "handout.html" ? 1047 : 718, height: 1047 });
    const cut = await page.$$eval(".content table", (tables) => tables.filter((it) =>
      it.checkVisibility() && it.getBoundingClientRect().right > it.closest("main").getBoundingClientRect().right + 1).length);
    check(!cut, `${place}: printed, ${cut} tables are cut`);
  }
  await page.emulateMediaType(null);
  await open("handout.html");
  const margin = { top: "10mm", right: "10mm", bottom: "10mm", left: "10mm" };
  const pdf = Buffer.from(await page.pdf({ format: "A4", landscape: true, margin })).toString("latin1");
  const sides = pdf.match(/\/Type\s*\/Page\b/g).length;
  check(sides <= 2, `${place}: printed, it has ${sides} sides`);
}

async function steps() {
  await open("stage3.html");
  const address = page.url();
  const run = "details.run[data-program=stage3-smol]";
  await click(await page.$(`${run} > summary`));
  await page.waitForSelector(`${run} .stepper`);
  const all = await page.$$eval(`${run} > ol > li`, (items) => items.map((item) => ({
    sentence: item.firstChild.textContent.trim(),
    line: item.dataset.line ?? "",
    printed: item.querySelector("samp")?.textContent ?? "",
    state: [...item.querySelectorAll(".tasks, .listed, .event")].map((it) => it.textContent.trim()).join("; "),
  })));
  const output = (last) => all.slice(0, last + 1).map((it) => it.printed).filter(Boolean).join("\n");
  const shows = async (step, how) => {
    const shown = await page.$eval(run, (it) => ({
      sentence: it.querySelector(".sentence[aria-live=polite]")?.textContent.trim(),
      line: it.querySelector(".line[aria-current=step]")?.dataset.number ?? "",
      printed: it.querySelector(".printed samp").textContent,
      state: [...it.querySelectorAll(".side > .tasks > li, .side > p:not(.sentence)")].map((part) => part.textContent.trim())
        .filter(Boolean).join("; "),
    }));
    const expected = { ...all[step], printed: output(step) || "(nothing yet)" };
    for (const [part, text] of Object.entries(expected)) {
      check(shown[part] === text, `${place}: step ${step}, ${how}: ${part} is '${shown[part]}', not '${text}'`);
    }
  };
  check(all.length > 20, `${place}: the run has only ${all.length} steps`);
  const [first, back, next, last] = await page.$$(`${run} .bar button`);
  await shows(0, "at first");
  for (let step = 1; step < all.length; step += 1) {
    await click(next);
    await shows(step, "forward");
  }
  await click(next);
  await shows(all.length - 1, "after the last");
  await click(back);
  await shows(all.length - 2, "back");
  await click(first);
  await shows(0, "first");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await shows(2, "with the right arrow key");
  await page.keyboard.press("ArrowLeft");
  await shows(1, "with the left arrow key");
  await click(last);
  await shows(all.length - 1, "last");
  check(page.url() === address, `${place}: an arrow key leads to another page`);
  for (const name of ["lost-task.html", "stage3.html"]) {
    await open(name);
    check(await page.$eval("details.run", (it) => it.dataset.program.endsWith("-smol")), `${place}: the remembered runtime's run is not the first`);
    await page.$$eval("details.run", (all) => all.forEach((it) => { it.open = true; }));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    const [runs, steppers] = [await page.$$("details.run"), await page.$$("details.run .stepper .line[aria-current]")];
    check(runs.length === 4 && steppers.length === 4, `${place}: ${runs.length} runs, ${steppers.length} of them with a stepper`);
  }
}

async function questions() {
  await open("stage2.html");
  const question = "#question-no-remove";
  const visible = (part) => page.$$eval(part, (all) => all.filter((it) => it.checkVisibility()).length);
  check(await visible(".answer") === 0, `${place}: answers show before the questions`);
  const [right, reasons] = await page.$eval("#answer-no-remove", (it) => [
    Number(/(\d+)\.$/.exec(it.querySelector("strong").textContent)[1]) - 1,
    [...it.querySelectorAll(":scope > ol > li")].map((reason) => reason.textContent.trim().slice(0, 20)),
  ]);
  const wrong = (right + 1) % reasons.length;
  const said = () => page.$eval(`${question} [aria-live=polite]`, (it) => it.textContent.replace(/\s+/g, " ").trim());
  const [labels, count] = [await page.$$(`${question} label`), (await page.$$(".question")).length];
  check(labels.length === reasons.length, `${place}: a choice has no radio button`);
  await click(labels[wrong]);
  const first = await said();
  check(first.startsWith("Wrong:") && first.includes(reasons[wrong]), `${place}: of the wrong choice it says '${first}'`);
  await click(labels[right]);
  const second = await said();
  const reason = reasons[right].replace("Right: ", "");
  check(second.startsWith("Right:") && second.includes(reason), `${place}: of the right choice it says '${second}'`);
  await page.reload();
  const kept = await page.$$eval(`${question} input`, (all) => all.findIndex((it) => it.checked));
  const progress = await page.$eval(`${question} .row`, (it) => it.textContent);
  check(kept === right && await said() === second, `${place}: the answer is forgotten after a reload`);
  await page.focus(`${question} input`);
  await page.keyboard.press("ArrowDown");
  check(await said() === second && page.url().includes("stage2"), `${place}: an arrow key answers a question`);
  await click(await page.$(`${question} .row button`));
  check(await said() === "", `${place}: after "Try again" it still says '${await said()}'`);
  await click(await page.$(`${question} a[href^="#answer-"]`));
  check(await visible(".answer") === 1, `${place}: the link to an answer shows ${await visible(".answer")}`);
  const themes = await page.$$eval("#mdbook-theme-list button", (all) => all.map((it) => it.textContent.trim()).join());
  check(themes === "Auto,Light,Navy", `${place}: the themes are ${themes}`);
  for (const name of names) {
    await open(name, 390);
    const unbuilt = await page.$$eval(".question", (all) => all.filter((it) => !it.querySelector("fieldset input")).length);
    check(!unbuilt, `${place}: ${unbuilt} questions have no radio buttons`);
    const wide = await page.$$eval(".content thead", (all) => all.filter((it) => it.checkVisibility()).length);
    check(!wide, `${place}: ${wide} tables are no cards`);
  }
  check(progress.includes(`1 of ${count} right`), `${place}: the progress is '${progress}'`);
}

const names = (await readdir(resolve(root, "book")))
  .filter((name) => name.endsWith(".html") && !["toc.html", "print.html"].includes(name));
for (const theme of ["light", "navy"]) {
  for (const width of [390, 768, 1366]) {
    for (const name of names) {
      await open(name, width, theme);
      await fits();
      await accessible();
    }
  }
}
for (const part of [links, tabs, copies, print, steps, questions]) await part();
await browser.close();
process.exit(faults ? 1 : 0);
