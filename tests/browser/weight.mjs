// The first view of a page: what it fetches, weighs, stores and says.

import { SLOWLY, weigh } from "./host.mjs";

/** Quantiles of the web's pages, and the score made from them: https://www.ecoindex.fr/comment-ca-marche/ */
const QUANTILES = {
  dom: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920],
  kilobytes: [0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26],
};

function rank(quantiles, value) {
  const at = quantiles.findIndex((quantile, i) => i > 0 && value < quantile);
  return at < 0 ? quantiles.length - 1 : at - 1 + (value - quantiles[at - 1]) / (quantiles[at] - quantiles[at - 1]);
}

/** EcoIndex, 0 to 100. */
export function ecoindex({ dom, requests, kilobytes }) {
  const sum = 3 * rank(QUANTILES.dom, dom) + 2 * rank(QUANTILES.requests, requests) + rank(QUANTILES.kilobytes, kilobytes);
  return 100 - (5 * sum) / 6;
}

/** Its grade, A to G. */
export const grade = (score) => "ABCDEFG"[[80, 70, 55, 40, 25, 10].findIndex((least) => score > least)] ?? "G";

/** Before the page's own script: what breaks the policy is noted. */
const NOTE_VIOLATIONS = () => {
  window.broken = [];
  document.addEventListener("securitypolicyviolation", (e) => window.broken.push(`${e.effectiveDirective} ${e.blockedURI}`));
};

/** Before the page's own script: what moves by itself is noted, and what it was. */
const NOTE_SHIFTS = () => {
  window.moved = [];
  const name = (node) => (node?.nodeType === 3 ? `« ${node.data.trim().slice(0, 20)} »` : `${node?.localName}.${node?.getAttribute?.("class") ?? ""}`);
  const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const note = (list) =>
    list.getEntries().forEach(({ value, sources }) => {
      const what = sources.map(({ node, previousRect, currentRect }) => `${name(node)} ${place(previousRect)} → ${place(currentRect)}`);
      window.moved.push(`${value.toFixed(4)} ${what.slice(0, 2).join(", ")}`);
    });
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
};

/** What moves by itself while a page comes slowly, each time it comes: a busy machine moves things too, but not twice. */
export async function steady(context, address, viewport) {
  const first = await moves(context, address, viewport);
  return first.length ? moves(context, address, viewport) : first;
}

async function moves(context, address, viewport) {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  await page.addInitScript(NOTE_SHIFTS);
  await page.goto(address + SLOWLY, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(60);
  const moved = await page.evaluate(() => window.moved);
  await page.close();
  return moved.map((one) => `moves while it loads, at ${viewport.width} px: ${one}`);
}

/**
 * Opens a page as a first visitor does: the host forbids caching. `folder` is what the host serves, `limits` are those of the brief.
 * Returns the figures, the problems as text, and the page, still open.
 */
export async function firstView(context, address, folder, limits) {
  const page = await context.newPage();
  const problems = [];
  const sent = new Map();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  client.on("Network.responseReceived", ({ requestId, response }) => sent.set(requestId, { url: response.url, status: response.status, bytes: 0 }));
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (sent.has(requestId)) sent.get(requestId).bytes = encodedDataLength;
  });
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => problems.push(`not fetched: ${request.url()}`));
  await page.addInitScript(NOTE_VIOLATIONS);
  await page.goto(address, { waitUntil: "load" });

  const seen = await page.evaluate(async () => {
    return {
      dom: document.querySelectorAll("*").length - document.querySelectorAll("svg *").length,
      icon: document.querySelector("link[rel=icon]")?.href,
      scripts: [...document.scripts].filter((s) => s.src).map((s) => s.src),
      stored: localStorage.length + sessionStorage.length + (await indexedDB.databases()).length,
      cookie: document.cookie,
      broken: window.broken,
      exit: !!document.querySelector("header .sortie"),
      search: !!document.querySelector(".recherche"),
    };
  });
  const responses = [...sent.values()];
  if (seen.icon && !responses.some(({ url }) => url === seen.icon)) {
    responses.push({ url: seen.icon, status: 200, bytes: weigh(folder, new URL(seen.icon).pathname) });
  }
  const host = new URL(address).host;
  for (const { url, status } of responses) {
    if (new URL(url).host !== host) problems.push(`asks another host: ${url}`);
    if (status !== 200) problems.push(`${status}: ${url}`);
  }
  for (const violation of seen.broken) problems.push(`breaks the security policy: ${violation}`);
  if (seen.cookie || (await context.cookies()).length) problems.push("sets a cookie");
  if (seen.stored) problems.push("stores something");
  const script = (name) => seen.scripts.some((url) => url.includes(name));
  if (script("sortie.js") !== seen.exit) problems.push("the exit script does not go with the exit button");
  if (script("recherche.js") !== seen.search) problems.push("the search script does not go with the search box");
  if (seen.scripts.length > Number(seen.exit) + Number(seen.search)) problems.push(`has another script: ${seen.scripts}`);

  const figures = {
    requests: responses.length,
    kilobytes: responses.reduce((sum, { bytes }) => sum + bytes, 0) / 1024,
    dom: seen.dom,
  };
  figures.score = ecoindex(figures);
  for (const [name, most] of Object.entries(limits)) {
    if (figures[name] > most) problems.push(`${name}: ${figures[name].toFixed(1)}, more than ${most}`);
  }
  if (limits.dom && grade(figures.score) !== "A") problems.push(`EcoIndex ${figures.score.toFixed(1)}`);
  return { figures, problems, page, exit: seen.exit };
}
