// Hostile names, and more territories than a page can draw one by one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after } from "node:test";
import { closeBrowser, hostile, HOSTILE, open, reportOf, squares } from "./support.mjs";

after(closeBrowser);

test("names are text, whatever they hold", async () => {
  const folder = hostile();
  for (const width of [360, 1440]) {
    const { tab, complaints, requests, close } = await open(folder, { width });
    assert.equal(await tab.title(), HOSTILE.script);
    assert.equal((await tab.locator("h1").textContent()).trim(), HOSTILE.script);
    await tab.check(".ranking input[type=checkbox]");
    const names = reportOf(folder).territories.map((one) => one.nom);
    assert.deepEqual(names, Object.values(HOSTILE));
    assert.deepEqual(await tab.locator(".ranking tbody .link").allTextContents().then((all) => all.sort()), [...names].sort());
    for (const name of names) {
      await tab.locator(".ranking tbody .link", { hasText: name.slice(0, 12) }).first().click();
      assert.equal(await tab.locator(".card h3").textContent(), name);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name.slice(0, 20)} at ${width} px`);
    }
    assert.equal(await tab.evaluate(() => window.hurt), undefined);
    assert.equal(await tab.locator("img, iframe, script[src]").count(), 0);
    assert.equal(requests.filter((url) => !/^(file|data|blob):/.test(url)).length, 0);
    assert.deepEqual(complaints, []);
    await close();
  }
});

test("a formula leaves the page as text", async () => {
  const { tab, close } = await open(hostile());
  await tab.check(".ranking input[type=checkbox]");
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name: "Enregistrer en CSV" }).click()]);
  const csv = readFileSync(await download.path(), "utf8");
  assert.ok(csv.includes(`"'${HOSTILE.formula.replace(/"/g, "\"\"")}"`), csv.slice(0, 400));
  assert.doesNotMatch(csv, /(^|[;\n])"?[=+@]/);
  const [picture] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name: "Carte en SVG" }).click()]);
  const svg = readFileSync(await picture.path(), "utf8");
  assert.doesNotMatch(svg, /<img|<\/script/);
  await close();
});

for (const [count, canvas, limit] of [[1707, false, 4000], [34932, true, 15000]]) {
  test(`${count} territories give a page that can be used`, async () => {
    const folder = squares(count);
    const { tab, complaints, close } = await open(folder);
    assert.ok((await tab.evaluate(() => window.readyAfter)) < limit, `ready after ${await tab.evaluate(() => window.readyAfter)} ms`);
    assert.equal(await tab.locator("canvas.map-canvas").count(), canvas ? 1 : 0);
    assert.equal(await tab.locator(".shape").count(), canvas ? 0 : count);
    assert.ok((await tab.locator(".ranking tbody tr").count()) < 100);
    assert.equal(await tab.locator(".ranking table").getAttribute("aria-rowcount"), String(count - 2 + 1));
    await tab.locator(".ranking .scroller").evaluate((box) => { box.scrollTop = box.scrollHeight; });
    await tab.waitForFunction((last) => document.querySelector(`.ranking tr[aria-rowindex="${last}"]`) !== null, count - 2 + 1);
    const map = await tab.locator(".map-svg").boundingBox();
    await tab.locator(".map-svg").scrollIntoViewIfNeeded();
    const seen = await tab.locator(".map-svg").boundingBox();
    await tab.mouse.click(seen.x + map.width * 0.47, seen.y + map.height * 0.53);
    assert.match(await tab.locator(".card h3").textContent(), /^Carré \d+$/);
    if (canvas) {
      assert.match(await tab.locator(".map-note").textContent(), /la carte est une image/);
      const coloured = await tab.locator("canvas.map-canvas").evaluate((drawn) => {
        const pixels = drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height).data;
        let count = 0;
        for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) count++;
        return count / (pixels.length / 4);
      });
      assert.ok(coloured > 0.2, `${coloured}`);
    }
    await tab.fill("#search", `carre ${count - 1}`);
    await tab.waitForFunction(() => document.querySelectorAll(".ranking tbody tr[data-code]").length === 1);
    assert.deepEqual(complaints, []);
    await close();
  });
}
