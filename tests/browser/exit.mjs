// The button that leaves the site at once.

/** What the exit does, on one page that has it. */
export async function leaving(browser, address) {
  const problems = [];
  const left = [];
  const arrive = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const outside = (url) => url.host !== new URL(address).host;
    await context.route(outside, (route) => {
      left.push({ url: route.request().url(), referer: route.request().headers().referer });
      return route.fulfill({ contentType: "text/html", body: "<title>Ailleurs</title>" });
    });
    const page = await context.newPage();
    await page.goto(new URL("/", address).href);
    await page.goto(address);
    return page;
  };
  const leave = async (what, act, options) => {
    const page = await arrive(options);
    left.length = 0;
    const veiled = page.evaluate(() => new Promise((done) => new MutationObserver(() => document.querySelector(".voile") && done(document.title)).observe(document.body, { childList: true }))).catch(() => null);
    await act(page);
    await page.waitForURL((url) => url.host !== new URL(address).host, { timeout: 5000 }).catch(() => problems.push(`${what}: the page stays`));
    if (left[0]?.referer) problems.push(`${what}: the other site is told where the visit comes from`);
    if (options?.javaScriptEnabled !== false) {
      await page.goBack().catch(() => null);
      if (page.url() === address) problems.push(`${what}: one step back shows the page again`);
    }
    await page.context().close();
    void veiled;
  };
  await leave("a click", (page) => page.click(".sortie-lien", { noWaitAfter: true }));
  await leave("three times Shift", async (page) => {
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Shift");
  });
  await leave("without script", (page) => page.click(".sortie-lien", { noWaitAfter: true }), { javaScriptEnabled: false });

  const page = await arrive();
  await page.clock.install();
  await page.goto(address);
  await page.keyboard.press("Shift");
  const told = await page.locator(".sortie [role=status]").textContent();
  if (!told) problems.push("the first Shift is not told to those who listen");
  await page.keyboard.press("Shift");
  await page.clock.runFor(5100);
  await page.keyboard.press("Shift");
  if ((await page.locator(".voile").count()) || page.url() !== address) problems.push("three Shift over more than five seconds leave the page");
  await page.evaluate(() => {
    window.stop = (e) => e.preventDefault();
    window.navigation?.addEventListener("navigate", window.stop);
  });
  await page.click(".sortie-lien", { noWaitAfter: true });
  const veil = await page.evaluate(() => {
    const box = document.querySelector(".voile")?.getBoundingClientRect();
    return !!box && box.width >= innerWidth && box.height >= innerHeight && !document.title.trim().replace("\u200b", "");
  });
  if (!veil) problems.push("nothing hides the page at once");
  await page.context().close();
  return problems;
}
