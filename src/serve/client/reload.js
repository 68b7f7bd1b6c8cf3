// Keeps the page that is open as the site is, told by the preview's event stream, over and over if need be.

let { page: shown, parts } = document.currentScript.dataset;
let stream = null;
let gone = false;
let sent = null;
let work = Promise.resolve();
let marks = {};
const panels = new WeakMap();

const reload = () => {
  if (gone) return;
  gone = true;
  location.reload();
};

// The page as the preview has it now: its tree without the preview's own additions, its version, its mark.
const read = async () => {
  const answer = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const version = page.querySelector("script[data-page]")?.dataset.page;
  const mark = page.querySelector("lucarne-mark template")?.innerHTML ?? "";
  page.querySelectorAll(OUR_OWN).forEach((part) => part.remove());
  return { page, version, mark, status: answer.status };
};

const update = async () => {
  let next;
  try {
    next = await read();
  } catch {
    return; // the preview is gone; it says which version it has when it is back
  }
  if (next.version === shown) return;
  const before = await sent;
  const fits =
    before?.version === shown && before.status === next.status && vital(before.page) === vital(next.page);
  if (!fits) return reload();
  try {
    merge(document.documentElement, before.page.documentElement, next.page.documentElement);
  } catch {
    return reload();
  }
  sent = next;
  shown = next.version;
  show("lucarne-mark", next.mark);
  markLinks();
};

const bringUpToDate = () => {
  work = work.then(() => gone || update());
};

const show = (name, html) => {
  let host = document.querySelector(name);
  if (!html) {
    host?.remove();
    return;
  }
  if (!host) {
    host = document.createElement(name);
    document.body.append(host);
  }
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  if (panels.get(host) !== html) root.innerHTML = html;
  panels.set(host, html);
};

const pathOf = (address) => {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? decodeURIComponent(url.pathname) : null;
  } catch {
    return null;
  }
};

// Menus keep their form: only what lists show is marked.
const markLinks = () => {
  const place = document.querySelector("main") ?? document.body;
  for (const link of place.querySelectorAll("a[href]")) {
    const mark = marks[pathOf(link.href)];
    if (mark) link.setAttribute("data-lucarne-mark", mark);
    else link.removeAttribute("data-lucarne-mark");
  }
};

const fresh = (address) => {
  const url = new URL(address, location.href);
  url.searchParams.set("lucarne", String(Date.now()));
  return url.href;
};

const swap = (sheet) => {
  const next = sheet.cloneNode();
  next.href = fresh(sheet.href);
  replaceSheet(sheet, next);
};

// Loads anew what an element shows from this path. False where it shows nothing from there.
const touch = (element, path) => {
  let touched = false;
  const change = (name, parts) => {
    const value = element.getAttribute(name);
    if (value === null) return;
    const changed = value.split(parts).map((part) => (pathOf(part) === path ? fresh(part) : part));
    if (changed.join("") === value) return;
    touched = true;
    element.setAttribute(name, changed.join(""));
  };
  if (isSheet(element)) {
    if (leaving.has(element) || pathOf(element.href) !== path) return false;
    swap(element);
    return true;
  }
  ["src", "poster", "data", "href"].forEach((name) => change(name, /(?!)/));
  change("srcset", /(,?\s+)/);
  return touched;
};

const changed = (paths) => {
  if (paths.length === 0) return;
  const loaded = new Set(performance.getEntriesByType("resource").map((entry) => pathOf(entry.name)));
  const holders = "[src], [srcset], [poster], [data], link[href], image[href], use[href]";
  for (const path of paths) {
    const elements = [...document.querySelectorAll(holders)];
    const scripts = elements.filter((element) => element.localName === "script" && pathOf(element.src) === path);
    if (path === "*" || scripts.length > 0) return reload();
    const touched = elements.filter((element) => touch(element, path)).length > 0;
    if (touched || !loaded.has(path)) continue;
    if (!path.endsWith(".css")) return reload();
    elements.filter((element) => isSheet(element) && !leaving.has(element) && pathOf(element.href)).forEach(swap);
  }
};

const follow = (path) => {
  history.replaceState(history.state, "", path + location.search + location.hash);
  bringUpToDate();
  pause();
  listen();
};

const listen = () => {
  if (stream || document.hidden) return;
  sent ??= read().catch(() => null);
  const query = new URLSearchParams({ page: location.pathname, shown, parts });
  stream = new EventSource("/_lucarne/events?" + query);
  stream.addEventListener("page", (event) => event.data !== shown && bringUpToDate());
  stream.addEventListener("moved", (event) => follow(event.data));
  stream.addEventListener("assets", (event) => {
    const { state, paths } = JSON.parse(event.data);
    parts = state;
    changed(paths);
  });
  stream.addEventListener("findings", (event) => show("lucarne-findings", JSON.parse(event.data)));
  stream.addEventListener("marks", (event) => {
    marks = JSON.parse(event.data);
    markLinks();
  });
  stream.addEventListener("error", () => {
    pause();
    setTimeout(listen, 300);
  });
};

const pause = () => {
  stream?.close();
  stream = null;
};

// A browser opens only a few connections to one host: pages that nobody sees give theirs up.
document.addEventListener("visibilitychange", () => (document.hidden ? pause() : listen()));
addEventListener("pagehide", pause);
addEventListener("pageshow", listen);

listen();

const style = new CSSStyleSheet();
style.replaceSync(`a[data-lucarne-mark]::after {
  content: "(" attr(data-lucarne-mark) ")";
  margin-inline-start: 0.35em;
  font-style: italic;
}`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
