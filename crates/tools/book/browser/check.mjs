// Opens every page of the book in Chromium, at the sizes of a phone and a laptop, light and dark.
//
//     node check.mjs <folder of the book> <Chromium> <folder for pictures>
//
// Prints what is wrong, a line each, and fails if there is anything.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [book, chromiumName, pictures] = process.argv.slice(2);
const found = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, chromiumName));
const executablePath = existsSync(chromiumName) ? chromiumName : found.find((path) => existsSync(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = readdirSync(book).filter((name) => name.endsWith(".html"));
const url = (name) => pathToFileURL(join(resolve(book), name)).href;
const sizes = { phone: { width: 360, height: 740 }, laptop: { width: 1366, height: 800 } };

const faults = [];
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});

async function open(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const fault = (text) => faults.push(`${name} (${options.label}): ${text}`);
  page.on("console", (message) => message.type() === "error" && fault(message.text()));
  page.on("pageerror", (error) => fault(error.message));
  page.on("requestfailed", (request) => fault(`cannot load ${request.url()}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) fault(`asks the network for ${request.url()}`);
  });
  await page.goto(url(name));
  return { page, fault, close: () => context.close() };
}

// toc.html is the list for who has no JavaScript, print.html is all pages in one.
const toCheck = pages.filter((name) => !["toc.html", "404.html"].includes(name));
for (const name of toCheck) {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"]) {
      const label = `${size}, ${colorScheme}`;
      const { page, fault, close } = await open(name, { viewport, colorScheme, label });
      await page.waitForLoadState("load");
      const seen = await page.evaluate(() => {
        const wide = document.documentElement.scrollWidth - window.innerWidth;
        const blocks = [...document.querySelectorAll("main pre code")];
        const pictures = [...document.querySelectorAll("main img")];
        return {
          wide,
          empty: blocks.filter((block) => block.textContent.trim() === "").length,
          broken: pictures.filter((picture) => picture.naturalWidth === 0).length,
          text: document.querySelector("main").textContent.trim().length,
        };
      });
      if (seen.wide > 0) fault(`the page is ${seen.wide} pixels too wide`);
      if (seen.empty > 0) fault(`${seen.empty} blocks are empty`);
      if (seen.broken > 0) fault(`${seen.broken} pictures are broken`);
      if (seen.text < 200) fault("there is hardly any text");
      if (name !== "print.html") {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() =>
          window.axe.run(document, { preload: false }), // it would load the styles once more
        );
        for (const { id, impact, help, nodes } of violations) {
          if (["serious", "critical"].includes(impact)) {
            const where = nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ");
            fault(`${id}: ${help}: ${where}`);
          }
        }
        if (pictures) {
          const path = join(pictures, `${name.replace(".html", "")}-${size}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true });
        }
      }
      await close();
    }
  }
}

// Side by side from 1,100 pixels on, below that one beneath the other.
for (const [width, columns] of [[1100, 3], [1099, 1]]) {
  const options = { viewport: { width, height: 800 }, label: `${width} pixels` };
  const { page, fault, close } = await open("stage2.html", options);
  const lefts = await page.evaluate(() =>
    [...document.querySelectorAll(".programs section")].map((it) => it.getBoundingClientRect().left),
  );
  if (lefts.length !== 3) fault(`${lefts.length} programs, not 3`);
  if (new Set(lefts).size !== columns) fault(`${new Set(lefts).size} columns, not ${columns}`);
  await close();
}

// The search, by keyboard alone.
{
  const options = { viewport: sizes.laptop, label: "search" };
  const { page, fault, close } = await open("introduction.html", options);
  await page.keyboard.press("s");
  await page.keyboard.type("all_tasks");
  const results = page.locator("#mdbook-searchresults li, #searchresults li");
  await results.first().waitFor().catch(() => fault("it finds nothing for all_tasks"));
  await close();
}

// Without JavaScript there is the text, and a list of pages.
{
  const options = { viewport: sizes.laptop, javaScriptEnabled: false, label: "without JavaScript" };
  const { page, fault, close } = await open("stage2.html", options);
  if (!(await page.locator("main h1").first().isVisible())) fault("the text is not visible");
  if (!(await page.locator(".programs code").first().isVisible())) fault("no program is visible");
  if ((await page.locator("iframe, nav a").count()) === 0) fault("there is no list of pages");
  await close();
}

await browser.close();
faults.forEach((fault) => console.log(fault));
console.log(`${toCheck.length} pages, ${faults.length} faults`);
process.exit(faults.length === 0 && toCheck.length > 5 ? 0 : 1);
