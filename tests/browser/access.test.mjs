// axe-core, reflow and motion: at three widths, light and dark.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { axeSource, closeBrowser, france, open, squares } from "./support.mjs";

after(closeBrowser);

async function faults(tab) {
  await tab.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  await tab.evaluate(axeSource);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary?.replace(/\s+/g, " ").slice(0, 160)}`).join(" | ")}`);
}

for (const width of [360, 820, 1440]) {
  for (const scheme of ["light", "dark"]) {
    test(`axe-core finds nothing at ${width} px, ${scheme}`, async () => {
      const { tab, close } = await open(france(), { width, scheme });
      assert.deepEqual(await faults(tab), []);
      await close();
      const chosen = await open(france(), { width, scheme, hash: "region=76&pays=343&statut=non_couvert,possible&lang=en" });
      assert.deepEqual(await faults(chosen.tab), []);
      await chosen.close();
    });
  }
}

test("axe-core finds nothing on the canvas", async () => {
  const { tab, close } = await open(squares(3025));
  assert.deepEqual(await faults(tab), []);
  await close();
});

test("nothing runs out of the page at 320 px, or at 200 % of 1280 px", async () => {
  for (const width of [320, 360, 640, 820, 1440]) {
    const { tab, close } = await open(france(), { width, hash: "pays=343" });
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width} px`);
    await close();
  }
});
