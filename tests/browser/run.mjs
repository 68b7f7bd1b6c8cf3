#!/usr/bin/env node
// Looks at every page of this repository's site, of its theme and of new sites, in a browser.
// usage: node tests/browser/run.mjs [--write] [PART OF AN ADDRESS]
//   --write   makes docs/quality.md anew
//   LUCARNE   the program to build with; without it, the development build

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { leaving } from "./exit.mjs";
import { brotli, fileOf, serve } from "./host.mjs";
import { skipLink, tabbing, withoutScript } from "./keyboard.mjs";
import { head, nu, validate } from "./markup.mjs";
import { axe, forced, help, overflow, overflowTwice, paper, roles, sky, targets } from "./reading.mjs";
import { ROOT, addresses, build } from "./sites.mjs";
import { table } from "./table.mjs";
import { firstView, steady } from "./weight.mjs";
import { contents, strangers, torn } from "./words.mjs";

const LIMITS = { requests: 6, kilobytes: 60, dom: 400 };
const SMALL = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const WIDEST = { width: 1600, height: 900 };
/** Milliseconds after which a page is given up. */
const PATIENCE = 180_000;
const PALETTES = ["soir", "foret"];

/** Of the sites that only differ from others in part, these pages are enough. Long words are in the German one. */
const SOME = {
  "filled.example": ["/", "/contact/", "/difficultes/", "/difficultes/argent/", "/adonomie/", "/zone/", "/mentions-legales/", "/plan/", "/en/in-short/", "/404.html"],
  "parts-de.example": ["/", "/pieces/", "/sujets/", "/rubrique/page/2/", "/difficultes/fenetre-8/", "/theme/"],
  "parts-fr.example": [],
  "parts-nl.example": [],
  "parts-en.example": [],
};

const words = process.argv.slice(2);
const write = words.includes("--write");
const only = words.find((word) => !word.startsWith("--"));

const problems = new Map();
/** Keeps what is wrong with a page, once. */
function tell(page, what) {
  if (!problems.has(page)) problems.set(page, new Set());
  for (const one of [what].flat()) problems.get(page).add(one);
}

const shown = new Set();
/** Prints what is wrong with a page. */
function show(page) {
  shown.add(page);
  if (!problems.get(page)?.size) return;
  console.error(`\n${page}\n  ${[...problems.get(page)].join("\n  ")}`);
}

/** What comes of a promise, or an error when it takes too long. */
const within = (promise) =>
  Promise.race([promise.catch((error) => error), pause(PATIENCE, new Error(`no answer within ${PATIENCE / 1000} s`), { ref: false })]);

const isRedirect = (html) => /<meta http-equiv="?refresh/i.test(html);

/** Everything that is asked of one page, in a context with scripts and in one without. Its figures. */
async function look(scripted, silent, { host, folder, path, html }) {
  const address = `http://${host}${path}`;
  const title = host + path;
  let violations = 0;
  const accessible = async (page, where) => {
    const found = await axe(page);
    violations += found.length;
    tell(title, found.map((one) => `${one} (${where})`));
  };

  const markup = await validate(folder, path);
  tell(title, markup.map((one) => `html-validate ${one}`));
  tell(title, head(html, address).problems);

  const { page, ...first } = await firstView(scripted, address, folder, path === "/theme/" ? {} : LIMITS);
  tell(title, first.problems);
  const helped = await help(page);
  await accessible(page, "light, 1280 px, reduced motion");
  tell(title, await sky(page));
  tell(title, await tabbing(page));
  tell(title, await overflowTwice(page));
  tell(title, await paper(page));

  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page, "dark, 1280 px, reduced motion");
  tell(title, await paper(page));

  await page.emulateMedia({ forcedColors: "active" });
  tell(title, await forced(page));
  await page.emulateMedia({ colorScheme: "light" });
  tell(title, await forced(page));
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize(WIDEST);
  tell(title, await overflow(page));
  tell(title, await overflowTwice(page));
  tell(title, await sky(page));

  await page.setViewportSize(SMALL);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "no-preference" });
  await accessible(page, "dark, 320 px");
  tell(title, await sky(page));

  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  await accessible(page, "light, 320 px");
  tell(title, await sky(page));
  tell(title, await overflow(page));
  tell(title, await torn(page));
  tell(title, await contents(page));
  tell(title, await strangers(page));
  tell(title, await overflowTwice(page));
  tell(title, await targets(page));
  tell(title, await skipLink(page));
  await page.close();

  for (const viewport of [SMALL, WIDE]) tell(title, await steady(scripted, address, viewport));

  const plain = await silent.newPage();
  await plain.goto(address);
  tell(title, await tabbing(plain));
  tell(title, await withoutScript(plain));
  await plain.close();
  return { path, ...first, helped, axe: violations, markup: markup.length };
}

const began = Date.now();
const work = mkdtempSync(join(tmpdir(), "lucarne-browser-"));
let browser;
let server;
try {
  const { folders, found } = await build(work);
  for (const [host, findings] of Object.entries(found)) tell(`${host} (lucarne check)`, findings);
  server = await serve(folders);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [`--host-resolver-rules=MAP *.example 127.0.0.1:${server.port}, MAP * ~NOTFOUND`],
  });

  const files = Object.entries(folders).flatMap(([host, folder]) =>
    addresses(folder).map((path) => ({ host, folder, path, html: readFileSync(fileOf(folder, path), "utf8") })),
  );
  const wanted = only ? files.filter(({ host, path }) => (host + path).includes(only)) : files;
  const chosen = wanted.filter(({ host, path }) => only || (SOME[host] ?? [path]).includes(path));
  const checked = nu(Object.values(folders));

  for (const { host, folder, path } of chosen.filter((file) => isRedirect(file.html))) {
    tell(host + path, (await validate(folder, path)).map((one) => `html-validate ${one}`));
  }
  const pages = chosen.filter((file) => !isRedirect(file.html));
  const titles = new Map();
  for (const { host, path, html } of pages) {
    const key = `${host} ${head(html, "").title}`;
    if (titles.has(key) && !path.endsWith("404.html")) tell(host + path, `has the title of ${titles.get(key)}`);
    titles.set(key, path);
  }

  const queue = [...pages];
  const done = [];
  const worker = async () => {
    const scripted = await browser.newContext({ viewport: WIDE, reducedMotion: "reduce" });
    const silent = await browser.newContext({ viewport: SMALL, reducedMotion: "reduce", javaScriptEnabled: false });
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await within(look(scripted, silent, next));
      if (result instanceof Error) tell(next.host + next.path, result.message.split("\n")[0]);
      else done.push({ host: next.host, ...result });
      show(next.host + next.path);
    }
  };
  const hands = availableParallelism?.() ?? cpus().length;
  await Promise.all(Array.from({ length: Math.max(2, hands) }, worker));

  for (const host of Object.keys(folders)) {
    const places = new Set(done.filter((page) => page.host === host).map((page) => page.helped));
    if (places.size > 1 || places.has("astray")) tell(host, `the help is ${[...places].join(", or ")}`);
  }
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto("http://site.example/");
    tell("the colours", (await roles(page, PALETTES)).map((one) => `${one} (${colorScheme})`));
    await context.close();
  }
  for (const { host, path } of done.filter((page) => page.exit).slice(0, 1)) {
    const found = await within(leaving(browser, `http://${host}${path}`));
    tell("the exit button", found instanceof Error ? found.message : found);
  }

  const faults = await checked;
  for (const { file, text } of faults) tell(`${file.replace(`${work}/`, "").replace(/index\.html$/, "")} (Nu)`, text);

  const read = (name) => readFileSync(join(folders["site.example"], name));
  const asset = (name) => brotli(read(name));
  const letters = read("atkinson.woff2").length + read("atkinson-italique.woff2").length;
  const assets = { css: asset("horizon.css"), exit: asset("sortie.js"), search: asset("recherche.js"), letters };
  if (letters > 40 * 1024) tell("the fonts", `${letters} bytes`);
  if (assets.css > 10 * 1024) tell("horizon.css", `${assets.css} bytes with brotli`);
  for (const name of ["exit", "search"]) if (assets[name] > 1536) tell(name, `${assets[name]} bytes with brotli`);

  if (!only) {
    const rows = done
      .filter(({ host, path }) => host === "site.example" && path !== "/theme/")
      .map((page) => ({ ...page, nu: faults.filter(({ file }) => file === fileOf(folders[page.host], page.path)).length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    tell("docs/quality.md", table(join(ROOT, "docs/quality.md"), rows, assets, write));
  }
  console.log(`${pages.length} pages in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
} finally {
  await browser?.close();
  server?.close();
  rmSync(work, { recursive: true, force: true });
}

for (const page of [...problems.keys()].sort()) if (!shown.has(page)) show(page);
const sum = [...problems.values()].reduce((all, found) => all + found.size, 0);
if (sum) {
  console.error(`\n${sum} problems.`);
  process.exitCode = 1;
}
