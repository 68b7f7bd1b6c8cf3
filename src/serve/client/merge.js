// Turns the page that is open into a newer one. What the reader and the page's own scripts have done to it stays, wherever
// the site itself has not changed: three trees are compared, the live one, the page as it was sent (`before`), and the
// newer one (`next`).

class Unsure extends Error {}

const OUR_OWN = "script[src^='/_lucarne/'], lucarne-findings, lucarne-mark";
const DATA_SCRIPTS = /^(application\/(ld\+)?json|speculationrules|text\/(template|x-.*|html|plain))$/i;

// The parts that only a load of the page brings to life.
const vital = (page) =>
  [...page.querySelectorAll("script, template, base, meta[http-equiv]")]
    .filter((part) => part.localName !== "script" || !DATA_SCRIPTS.test(part.type))
    .map((part) => part.outerHTML)
    .join("\n");

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const isSheet = (node) => isElement(node) && node.matches("link[rel~=stylesheet]");
const idOf = (node) => (isElement(node) ? node.getAttribute("id") : null);

const areAlike = (one, other) => one.nodeName === other.nodeName && idOf(one) === idOf(other);

// The fields, and what can be opened, of a part of the page, by what tells them apart; those without id of their own.
const fields = (part) => {
  const found = new Map();
  for (const field of part.querySelectorAll("input, textarea, select, details, audio, video, iframe")) {
    if (idOf(field)) continue;
    const own = ["type", "name", "src"].map((name) => field.getAttribute(name));
    const choice = /^(radio|checkbox)$/i.test(field.type) ? field.getAttribute("value") : "";
    const label = field.querySelector("summary")?.textContent;
    const key = JSON.stringify([field.localName, ...own, choice, label]);
    found.set(key, found.has(key) ? null : field);
  }
  return found;
};

// What leaves the page as soon as its successor is loaded.
const leaving = new WeakSet();

const replaceSheet = (sheet, next) => {
  const leave = () => sheet.remove();
  leaving.add(sheet);
  next.addEventListener("load", leave);
  next.addEventListener("error", leave);
  sheet.after(next);
};

const merge = (live, before, next) => {
  const liveOf = new Map();
  const sentOf = new Map();
  const newerOf = new Map();

  const pair = (node, sent) => {
    liveOf.set(sent, node);
    sentOf.set(node, sent);
    let at = node.firstChild;
    for (const child of sent.childNodes) {
      let found = at;
      while (found && (leaving.has(found) || !areAlike(found, child))) found = found.nextSibling;
      if (!found) continue;
      pair(found, child);
      at = found.nextSibling;
    }
  };

  const counterpart = (sent) => {
    const node = liveOf.get(sent);
    if (!node?.isConnected) throw new Unsure();
    return node;
  };

  const holdsSent = (node) => sentOf.has(node) || [...node.childNodes].some(holdsSent);

  const callbacks = {
    beforeNodeMorphed: (node, newer) => {
      if (idOf(node) === idOf(newer)) newerOf.set(node, newer);
      return !sentOf.get(node)?.isEqualNode(newer);
    },
    beforeNodeRemoved: (node) => holdsSent(node),
    beforeAttributeUpdated: (name, node) => {
      const [sent, newer] = [sentOf.get(node), newerOf.get(node)];
      const same = sent && newer && sent.getAttribute("name") === newer.getAttribute("name");
      return !same || sent.getAttribute(name) !== newer.getAttribute(name);
    },
  };

  // Idiomorph knows elements by their ids: those that hold what a reader did are given one while it works.
  const nameFields = (sent, newer) => {
    const [before, now] = [fields(sent), fields(newer)];
    const named = [];
    for (const [key, field] of before) {
      const [node, successor] = [liveOf.get(field), now.get(key)];
      if (!node || !successor) continue;
      named.push(node);
      node.id = successor.id = `lucarne-${named.length}`;
    }
    return named;
  };

  const setAttributes = (node, sent, newer) => {
    for (const name of new Set([...sent.getAttributeNames(), ...newer.getAttributeNames()])) {
      const value = newer.getAttribute(name);
      if (value === sent.getAttribute(name)) continue;
      if (value === null) node.removeAttribute(name);
      else node.setAttributeNode(newer.getAttributeNode(name).cloneNode());
      if (name === "value" && "value" in node) node.value = value ?? "";
      if (name === "checked" || name === "selected") node[name] = value !== null;
    }
  };

  const mergeNode = (sent, newer) => {
    const node = counterpart(sent);
    if (isSheet(newer)) {
      replaceSheet(node, document.importNode(newer, true));
    } else if (isElement(newer)) {
      setAttributes(node, sent, newer);
      mergeChildren(node, sent, newer);
    } else {
      if (node.data !== sent.data) throw new Unsure();
      node.data = newer.data;
    }
  };

  const mergeChildren = (parent, sent, newer) => {
    const old = [...sent.childNodes];
    const now = [...newer.childNodes];
    while (old.length && now.length && old[0].isEqualNode(now[0])) {
      old.shift();
      now.shift();
    }
    let following = null;
    while (old.length && now.length && old.at(-1).isEqualNode(now.at(-1))) {
      following = old.pop();
      now.pop();
    }
    if (old.length === now.length && old.every((child, index) => areAlike(child, now[index]))) {
      old.forEach((child, index) => child.isEqualNode(now[index]) || mergeNode(child, now[index]));
    } else if (old.length === 0 && (following || sent.lastChild)) {
      const added = now.map((child) => document.importNode(child, true));
      if (following) counterpart(following).before(...added);
      else counterpart(sent.lastChild).after(...added);
    } else if (now.length === 0) {
      old.map(counterpart).forEach((child) => child.remove());
    } else {
      const copy = newer.cloneNode(true);
      const named = nameFields(sent, copy);
      Idiomorph.morph(parent, [...copy.childNodes], { morphStyle: "innerHTML", callbacks });
      named.forEach((node) => node.removeAttribute("id"));
    }
  };

  pair(live, before);
  mergeNode(before, next);
};
