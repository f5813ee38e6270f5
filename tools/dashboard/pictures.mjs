// Pictures of the page for docs/pictures, from the embedded study: node tools/dashboard/pictures.mjs build/release/bin/maillage [FOLDER]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [command, out = join(root, "docs", "pictures")] = process.argv.slice(2);
if (!command) throw new Error("usage: pictures.mjs COMMAND [FOLDER]");
const place = mkdtempSync(join(tmpdir(), "pictures."));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  execFileSync(command, ["run", join(root, "data", "france", "etude.toml"), "-o", join(place, "run"), "-q"]);
  const page = pathToFileURL(join(place, "run", "dashboard.html")).href;
  const taken = [
    { name: "page", width: 1280, height: 1580 },
    { name: "page-region", width: 1280, height: 1560, hash: "region=76&pays=343", from: ".map-section" },
    { name: "page-dark", width: 1280, height: 1500, scheme: "dark", from: ".map-section" },
    { name: "page-phone", width: 390, height: 1500 },
  ];
  for (const { name, width, height, hash = "", scheme = "light", from } of taken) {
    const tab = await (await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce" })).newPage();
    await tab.goto(page + (hash ? `#${hash}` : ""));
    await tab.waitForSelector("html.ready");
    if (from) await tab.locator(from).evaluate((part) => window.scrollTo(0, part.getBoundingClientRect().top - 24));
    await tab.waitForTimeout(200);
    await tab.screenshot({ path: join(out, `${name}.png`) });
    await tab.context().close();
  }
} finally {
  await browser.close();
  rmSync(place, { recursive: true, force: true });
}
