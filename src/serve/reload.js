// Keeps the page that is open as the site is: told by the preview's event stream, over and over if need be.
(() => {
  "use strict";
  const shown = document.currentScript.dataset.page;
  const scrolled = "lucarne:scroll:" + location.pathname;
  let stream = null;
  let leaving = false;

  const remembered = (work) => {
    try {
      return work(sessionStorage);
    } catch {
      return null;
    }
  };

  const refresh = () => {
    if (leaving) return;
    leaving = true;
    remembered((storage) => storage.setItem(scrolled, String(scrollY)));
    location.reload();
  };

  const pathOf = (address) => {
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? decodeURIComponent(url.pathname) : null;
    } catch {
      return null;
    }
  };

  const swap = (sheet) => {
    const url = new URL(sheet.href);
    url.searchParams.set("lucarne", String(Date.now()));
    const next = sheet.cloneNode();
    next.href = url.href;
    next.addEventListener("load", () => sheet.remove());
    next.addEventListener("error", () => next.remove());
    sheet.after(next);
  };

  const changed = (paths) => {
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")];
    const loaded = new Set(performance.getEntriesByType("resource").map((entry) => pathOf(entry.name)));
    for (const path of paths) {
      const own = sheets.filter((sheet) => pathOf(sheet.href) === path);
      own.forEach(swap);
      if (path === "*" || (own.length === 0 && loaded.has(path))) refresh();
    }
  };

  const show = (html) => {
    let panel = document.querySelector("lucarne-findings");
    if (!html) {
      panel?.remove();
      return;
    }
    if (!panel) {
      panel = document.createElement("lucarne-findings");
      document.body.append(panel);
    }
    const root = panel.shadowRoot ?? panel.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_lucarne/panel.css";
    root.innerHTML = html;
    root.prepend(style);
  };

  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/_lucarne/events?page=" + encodeURIComponent(location.pathname));
    stream.addEventListener("page", (event) => {
      if (event.data !== shown) refresh();
    });
    stream.addEventListener("assets", (event) => changed(JSON.parse(event.data)));
    stream.addEventListener("findings", (event) => show(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      stream = null;
      setTimeout(listen, 500);
    });
  };

  // A browser opens only a few connections to one host: pages that nobody sees give theirs up.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else {
      listen();
    }
  });

  const top = remembered((storage) => storage.getItem(scrolled));
  if (top !== null) {
    remembered((storage) => storage.removeItem(scrolled));
    scrollTo({ top: Number(top), behavior: "instant" });
  }
  listen();
})();
