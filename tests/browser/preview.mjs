// The preview in a browser: what a page keeps while its site changes.
// usage: node preview.mjs PROGRAM (the compiled lucarne; CHROMIUM names another browser than /usr/bin/chromium)
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

if (!process.argv[2]) {
  console.error("usage: node preview.mjs PROGRAM");
  process.exit(2);
}
const program = resolve(process.argv[2]);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const root = await mkdtemp(join(tmpdir(), "lucarne-preview-"));

const page = (title, body, more = "") => `---\ntitle: ${title}\n${more}---\n${body}\n`;
const paragraphs = Array.from({ length: 60 }, (_, number) => `<p>Paragraph ${number}</p>`).join("");
const square = (colour) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="${colour.length}"><rect width="20" height="20" fill="${colour}"/></svg>`;

const write = async (path, text) => {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
};

const files = {
  "lucarne.yaml": "base_url: https://example.org\ntitle: Test\n",
  "content/_index.md": page("Home", "Start"),
  "content/a.md": page("First", "One text"),
  "content/b.md": page("Second", "Other text"),
  "static/site.css": "body { color: rgb(1, 1, 1) }",
  "static/picture.svg": square("red"),
  "static/site.js": "document.documentElement.dataset.script = 'ran'; document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p id=made>Made</p>');",
  "templates/base.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/site.css"><script src="/site.js" defer></script></head>
<body><main>{% block main %}{% endblock %}</main></body></html>`,
  "templates/index.html": `{% extends "base.html" %}{% block title %}{{ section.title }}{% endblock %}
{% block main %}<ul>{% for p in section.pages %}<li><a href="{{ p.permalink }}">{{ p.title }}</a></li>{% endfor %}</ul>{{ section.content | safe }}{% endblock %}`,
  "templates/page.html": `{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}
{% block main %}<h1>{{ page.title }}</h1><div id="text">{{ page.content | safe }}</div>
<img src="/picture.svg" alt=""><form><input name="word" aria-label="Word"><input type="checkbox" name="box" aria-label="Box"><textarea name="long" aria-label="Long">x</textarea>
<select name="one" aria-label="One"><option>a</option><option>b</option></select></form>
<details><summary>More</summary>Hidden</details>${paragraphs}{% endblock %}`,
  "templates/404.html": `{% extends "base.html" %}{% block title %}Nothing here{% endblock %}{% block main %}<h1>Nothing here</h1>{% endblock %}`,
};

const start = async (...words) => {
  const child = spawn(program, ["serve", ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const url = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const address = text.match(/http:\/\/[\d.]+:\d+/);
      if (address) found(address[0]);
    });
    child.on("exit", () => failed(new Error(`the preview has ended\n${said}`)));
  });
  const stop = () =>
    new Promise((ended) => {
      const since = performance.now();
      child.removeAllListeners("exit");
      child.on("exit", () => ended(performance.now() - since));
      child.kill("SIGINT");
    });
  return { url, stop };
};

/** Waits until the preview serves a text: what is loaded from then on is up to date. */
const served = async (url, path, text) => {
  for (const end = performance.now() + 8000; performance.now() < end; ) {
    const answer = await fetch(url + path);
    if ((await answer.text()).includes(text)) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`${path} never had ${text}`);
};

const becomes = async (tab, what, ...given) => {
  try {
    await tab.waitForFunction(what, given[0], { timeout: 8000, polling: 20 });
  } catch {
    const panel = await tab.evaluate(() => document.querySelector("lucarne-findings")?.shadowRoot.textContent ?? "");
    throw new Error(`never came true: ${what} ${given}\n${await tab.content()}\n${panel}`);
  }
};
const shows = (tab, text) => becomes(tab, (text) => document.querySelector("main").textContent.includes(text), text);

/** Gives the tab something to lose: a variable, what a reader typed, opened, focused and scrolled to. */
const use = async (tab) => {
  await tab.evaluate(() => {
    window.kept = true;
    document.querySelector("details").open = true;
    document.querySelector("[name=box]").checked = true;
    document.querySelector("select").selectedIndex = 1;
  });
  await tab.fill("textarea", "typed too");
  await tab.fill("[name=word]", "typed");
  await tab.evaluate(() => {
    document.querySelector("[name=word]").setSelectionRange(1, 3);
    scrollTo(0, 600);
  });
};

const state = (tab) =>
  tab.evaluate(() => ({
    kept: window.kept,
    open: document.querySelector("details").open,
    box: document.querySelector("[name=box]").checked,
    option: document.querySelector("select").value,
    long: document.querySelector("textarea").value,
    word: document.querySelector("[name=word]").value,
    focus: document.activeElement.name,
    selection: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
    scroll: Math.round(scrollY),
    made: document.querySelectorAll("#made").length,
    script: document.documentElement.dataset.script,
  }));

const used = {
  kept: true,
  open: true,
  box: true,
  option: "b",
  long: "typed too",
  word: "typed",
  focus: "word",
  selection: [1, 3],
  scroll: 600,
  made: 1,
  script: "ran",
};

const tests = {
  "an edited text keeps all that the reader did": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    await write("content/a.md", page("First", "New text"));
    await shows(tab, "New text");
    assert.deepEqual(await state(tab), used);
    await write("content/a.md", page("Renamed", "New text\n\n- a\n- list\n\n> and more"));
    await becomes(tab, () => document.title === "Renamed" && document.querySelector("blockquote"));
    assert.equal(await tab.textContent("h1"), "Renamed");
    assert.deepEqual({ ...(await state(tab)), scroll: 600 }, used);
  },
  "a template's change keeps it too": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    const template = files["templates/page.html"];
    await write("templates/page.html", template.replace("<form>", "<p>Before</p><form class=new><input name=extra>"));
    await becomes(tab, () => document.querySelector("form.new [name=extra]"));
    assert.deepEqual({ ...(await state(tab)), scroll: 600 }, used);
    await write("templates/page.html", template);
    await becomes(tab, () => !document.querySelector("form.new"));
    assert.deepEqual({ ...(await state(tab)), scroll: 600 }, used);
  },
  "the right entry of a list stays open": async ({ tab, url }) => {
    const entry = (name) => `<details><summary>${name}</summary>Text of ${name}</details>\n\n`;
    await write("content/a.md", page("First", entry("one") + entry("two")));
    await served(url, "/a/", "Text of two");
    await tab.goto(`${url}/a/`);
    await tab.evaluate(() => (document.querySelectorAll("#text details")[1].open = true));
    await write("content/a.md", page("First", entry("zero") + entry("one") + entry("two")));
    await shows(tab, "zero");
    const open = await tab.$$eval("#text details", (all) => all.map((entry) => entry.open));
    assert.deepEqual(open, [false, false, true]);
  },
  "style sheets and images are exchanged without a load": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    for (const colour of ["rgb(2, 2, 2)", "rgb(3, 3, 3)"]) {
      await write("static/site.css", `body { color: ${colour} }`);
      await becomes(tab, (colour) => getComputedStyle(document.body).color === colour, colour);
    }
    await write("static/picture.svg", square("orange"));
    await becomes(tab, () => document.querySelector("img").naturalHeight === 6);
    await becomes(tab, () => document.querySelectorAll("link[rel=stylesheet]").length === 1);
    assert.equal((await state(tab)).kept, true);
    await write("content/a.md", page("First", "After the sheets"));
    await shows(tab, "After the sheets");
    assert.equal(await tab.$eval("img", (image) => image.naturalHeight), 6);
    assert.equal((await state(tab)).word, "typed");
  },
  "a changed script loads the page": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    await write("static/site.js", "document.documentElement.dataset.script = 'again';");
    await becomes(tab, () => document.documentElement.dataset.script === "again");
    assert.equal((await state(tab)).kept, undefined);
    assert.ok((await state(tab)).scroll > 500);
  },
  "a page is followed to its new address": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    await write("content/a.md", page("First", "One text", "slug: elsewhere\n"));
    await becomes(tab, () => location.pathname === "/elsewhere/");
    await write("content/a.md", page("First", "Edited there", "slug: elsewhere\n"));
    await shows(tab, "Edited there");
    await rename(join(root, "content/b.md"), join(root, "content/c.md"));
    assert.deepEqual(await state(tab), used);
    await served(url, "/c/", "Other text");
    await tab.goto(`${url}/c/`);
    await use(tab);
    await mkdir(join(root, "content/deep"));
    await rename(join(root, "content/c.md"), join(root, "content/deep/d.md"));
    await becomes(tab, () => location.pathname === "/deep/d/");
    assert.deepEqual(await state(tab), used);
  },
  "a page that goes comes back": async ({ tab, url }) => {
    await tab.goto(`${url}/b/`);
    await rm(join(root, "content/b.md"));
    await shows(tab, "Nothing here");
    await write("content/b.md", page("Second", "Back again"));
    await shows(tab, "Back again");
  },
  "a mistake lies over the last good page until it is mended": async ({ tab, url }) => {
    await tab.goto(`${url}/a/`);
    await use(tab);
    await write("content/a.md", "---\ntitle: [First\n---\nBroken\n");
    const panel = () => document.querySelector("lucarne-findings")?.shadowRoot.textContent ?? "";
    await becomes(tab, () => document.querySelector("lucarne-findings")?.shadowRoot.textContent.includes("content/a.md"));
    assert.match(await tab.evaluate(panel), /title: \[First/);
    assert.deepEqual(await state(tab), used);
    await shows(tab, "One text");
    await tab.reload();
    await shows(tab, "One text");
    assert.match(await tab.evaluate(panel), /content\/a\.md/);
    await write("content/a.md", page("First", "Mended"));
    await shows(tab, "Mended");
    await becomes(tab, () => !document.querySelector("lucarne-findings"));
  },
  "several windows follow at once": async ({ tab, browser, url }) => {
    const other = await (await browser.newContext()).newPage();
    await tab.goto(`${url}/a/`);
    await other.goto(`${url}/`);
    await write("content/a.md", page("Both", "See it"));
    await Promise.all([shows(tab, "See it"), shows(other, "Both")]);
    await other.close();
  },
  "drafts are marked on their page and in lists": async ({ tab, url }) => {
    await write("content/a.md", page("First", "One text", "draft: true\n"));
    await served(url, "/a/", "lucarne-mark");
    await tab.goto(`${url}/a/`);
    const mark = () => document.querySelector("lucarne-mark")?.shadowRoot.textContent;
    await becomes(tab, () => /Draft|Brouillon/.test(document.querySelector("lucarne-mark")?.shadowRoot.textContent));
    await write("content/a.md", page("First", "One text", "publish_date: 2999-03-03\n"));
    await becomes(tab, () => /2999/.test(document.querySelector("lucarne-mark")?.shadowRoot.textContent));
    await tab.goto(`${url}/`);
    await becomes(tab, () => document.querySelectorAll("[data-lucarne-mark]").length === 1);
    await write("content/a.md", page("First", "One text"));
    await becomes(tab, () => document.querySelectorAll("[data-lucarne-mark]").length === 0);
    assert.equal(await tab.evaluate(mark), undefined);
  },
  "a preview that comes back shows what is": async (bench) => {
    const { tab, url } = bench;
    await tab.goto(`${url}/a/`);
    await use(tab);
    const time = await bench.preview.stop();
    assert.ok(time < 1000, `${time} ms to end`);
    await write("content/a.md", page("First", "Written meanwhile"));
    bench.preview = await start("--port", new URL(url).port, "--drafts", "--future");
    await shows(tab, "Written meanwhile");
    assert.deepEqual(await state(tab), used);
    await write("content/a.md", page("First", "And then"));
    await shows(tab, "And then");
  },
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let failures = 0;
try {
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const bench = { browser, preview: await start("--drafts", "--future") };
  bench.url = bench.preview.url;
  for (const [name, test] of Object.entries(tests)) {
    await rm(join(root, "content"), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      const now = await readFile(join(root, path), "utf8").catch(() => null);
      if (now !== text) await write(path, text);
    }
    const start = `Start ${Object.keys(tests).indexOf(name)}`;
    await write("content/_index.md", page("Home", start));
    await served(bench.url, "/", start);
    bench.tab = await browser.newPage();
    const errors = [];
    bench.tab.on("pageerror", (error) => errors.push(String(error)));
    try {
      await test(bench);
      assert.deepEqual(errors, []);
      console.log(`ok ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAILED ${name}\n${error.stack}`);
    }
    await bench.tab.close();
  }
  await bench.preview.stop();
} finally {
  await browser.close();
  await rm(root, { recursive: true });
}
process.exit(failures ? 1 : 0);
