// docs/quality.md: what the run has measured.

import { readFileSync, writeFileSync } from "node:fs";
import { grade } from "./weight.mjs";

const ROW = /^\| `(\/[^`]*)` \| (\d+) \| ([\d.]+) \| (\d+) \| ([A-G]) \((\d+)\) \| (\d+) \| (\d+) \| (\d+) \|$/gm;

/** The rows of a table, by page. */
function read(text) {
  const rows = new Map();
  for (const [, path, requests, kilobytes, dom, letter, , ...errors] of text.matchAll(ROW)) {
    rows.set(path, { requests: Number(requests), kilobytes: Number(kilobytes), dom: Number(dom), letter, errors: errors.join(" ") });
  }
  return rows;
}

function render(pages, assets) {
  const rows = pages.map(
    ({ path, figures, axe, markup, nu }) =>
      `| \`${path}\` | ${figures.requests} | ${figures.kilobytes.toFixed(1)} | ${figures.dom} | ${grade(figures.score)} (${Math.floor(figures.score)}) | ${axe} | ${markup} | ${nu} |`,
  );
  return `# Quality

Made by the browser tests: \`node tests/browser/run.mjs --write\`. Do not edit it. The tests fail where a measure is missed, and
where this table tells of other pages, or of other figures by more than a tenth, than those of the site.

Every page is opened in Chromium, from a host that compresses (gzip) and sends the strict policy that the theme promises. *First
view* is all that a first visitor's browser fetches, icon and headers included. *Elements* are those of the page without what is
inside drawings. *EcoIndex* is computed from the three, by its published formula. *axe* counts violations of WCAG 2.2 AA and of good
practice over light, dark, reduced motion, 320 and 1280 px together; *html-validate* and *Nu* count errors.

Also asked of every page, without a column because a page either passes or fails the run: no other host, no cookie, nothing
stored, nothing on the console, nothing against the policy; nothing that moves while the page comes bit by bit, at 320 and 1280 px;
no overflow at 320, 1280 and 1600 px, nor with text at 200 %; every stop of the tab key seen, uncovered and in order; the skip link;
everything but the search without script; on paper no menus, addresses after links, dark on white; words, signs and borders in
forced colours; targets of 44 px; contrast of all roles in all palettes and of words over drawings; the same help at the same place;
unique titles; no warning from \`lucarne check\`. The same is asked of \`/theme/\`, of this site with every data file filled in, of new
sites from \`lucarne init\` in both palettes, and of sites that use every part, in each of the theme's languages.

| Measure | Limit | This site, at most |
|---|---|---|
| First view | 60 KB | ${Math.max(...pages.map((p) => p.figures.kilobytes)).toFixed(1)} KB |
| Requests | 6 | ${Math.max(...pages.map((p) => p.figures.requests))} |
| Elements | 400 | ${Math.max(...pages.map((p) => p.figures.dom))} |
| EcoIndex | A | ${grade(Math.min(...pages.map((p) => p.figures.score)))} |
| Style sheet, brotli | 10 KB | ${(assets.css / 1024).toFixed(1)} KB |
| Letters, upright and italic | 40 KB | ${(assets.letters / 1024).toFixed(1)} KB |
| Script of the exit button, brotli | 1.5 KB | ${(assets.exit / 1024).toFixed(1)} KB |
| Script of the search, brotli | 1.5 KB | ${(assets.search / 1024).toFixed(1)} KB |

| Page | Requests | First view, KB | Elements | EcoIndex | axe | html-validate | Nu |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

/** Writes the table, or compares it with the one that is there. Problems, as text. */
export function table(file, pages, assets, write) {
  const text = render(pages, assets);
  if (write) {
    writeFileSync(file, text);
    return [];
  }
  let there = "";
  try {
    there = readFileSync(file, "utf8");
  } catch {
    return ["docs/quality.md is missing"];
  }
  const [old, now] = [read(there), read(text)];
  const far = (a, b) => Math.abs(a - b) > 0.1 * Math.max(a, b);
  const problems = [];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(path), now.get(path)];
    if (!a || !b) problems.push(`${path} is ${a ? "no page any more" : "missing"}`);
    else if (a.requests !== b.requests || a.letter !== b.letter || a.errors !== b.errors || far(a.kilobytes, b.kilobytes) || far(a.dom, b.dom)) problems.push(`${path} has other figures`);
  }
  return problems.map((problem) => `docs/quality.md: ${problem}`);
}
