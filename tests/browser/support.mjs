// Runs of the command made once, and pages of them opened in Debian's Chromium.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(join(ROOT, "tools", "dashboard", "package.json"));
const { chromium } = require("playwright-core");
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const command = process.env.MAILLAGE ?? join(ROOT, "build", "release", "bin", "maillage");
const place = mkdtempSync(join(tmpdir(), "maillage-browser."));
process.on("exit", () => rmSync(place, { recursive: true, force: true }));

const made = new Map();

/** Folder of a run, made the first time it is asked for. */
export function run(name, arguments_) {
  if (!made.has(name)) {
    const out = join(place, name);
    execFileSync(command, ["run", ...arguments_(place), "-o", out, "-q"], { stdio: ["ignore", "ignore", "inherit"] });
    made.set(name, out);
  }
  return made.get(name);
}

export const france = () => run("france", () => [join(ROOT, "data", "france", "etude.toml")]);

/** A layer of squares over metropolitan France, and a list of two PTCE. */
export function squares(count) {
  return run(`squares-${count}`, (folder) => {
    const columns = Math.ceil(Math.sqrt(count));
    const [west, south, width, height] = [-1.5, 43.5, 8, 6];
    const features = Array.from({ length: count }, (_, i) => {
      const [x, y] = [i % columns, Math.floor(i / columns)];
      const lon = (n) => Number((west + (width * n) / columns).toFixed(6));
      const lat = (n) => Number((south + (height * n) / columns).toFixed(6));
      const ring = [[lon(x), lat(y)], [lon(x + 1), lat(y)], [lon(x + 1), lat(y + 1)], [lon(x), lat(y + 1)], [lon(x), lat(y)]];
      return { type: "Feature", properties: { code: `C${String(i).padStart(5, "0")}`, nom: `Carré ${i}`, population: 1000 + i }, geometry: { type: "Polygon", coordinates: [ring] } };
    });
    const base = join(folder, `squares-${count}-input`);
    mkdirSync(base);
    writeFileSync(join(base, "pays.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
    writeFileSync(join(base, "ptce.csv"), "id,nom,lon,lat,annee\np1,Un PTCE,2.5,46.5,2021\np2,Deux PTCE,4.5,45.5,2022\n");
    return ["--pays", join(base, "pays.geojson"), "--ptce", join(base, "ptce.csv")];
  });
}

export const HOSTILE = {
  script: "</script><img src=x onerror=\"window.hurt=1\">",
  formula: "=HYPERLINK(\"http://example.org\";\"x\")",
  long: `Long ${"abcdefghij".repeat(1000)}`,
  marks: "a\u2028b\u2029c <b>&amp;</b> ${x} %MAILLAGE_DATA% ‮renversé",
};

export function hostile() {
  return run("hostile", (folder) => {
    const base = join(folder, "hostile-input");
    mkdirSync(base);
    const names = Object.values(HOSTILE);
    const square = (i) => [[[2 + i, 46], [3 + i, 46], [3 + i, 47], [2 + i, 47], [2 + i, 46]]];
    const features = names.map((nom, i) => ({ type: "Feature", properties: { code: `P${i}`, nom }, geometry: { type: "Polygon", coordinates: square(i) } }));
    writeFileSync(join(base, "pays.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
    const cell = (text) => `"${text.replace(/"/g, "\"\"")}"`;
    writeFileSync(join(base, "ptce.csv"), `id,nom,lon,lat\n${names.map((nom, i) => (i === 1 ? "" : `${cell(`p${i}${nom.slice(0, 20)}`)},${cell(nom)},${2.5 + i},46.5`)).filter((line) => line).join("\n")}\n`);
    return ["--pays", join(base, "pays.geojson"), "--ptce", join(base, "ptce.csv"), "--title", HOSTILE.script];
  });
}

export const reportOf = (folder) => JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));

let browser;
export async function closeBrowser() { await browser?.close(); }

/** A page of a run; what it complains of gathers in `complaints`. */
export async function open(folder, { width = 1440, height = 900, scheme = "light", hash = "", page: file = "dashboard.html", ...context } = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const tab = await (await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce", acceptDownloads: true, ...context })).newPage();
  const complaints = [];
  const requests = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  tab.on("request", (request) => requests.push(request.url()));
  await tab.addInitScript(() => {
    new MutationObserver((_, watcher) => {
      if (document.documentElement?.classList.contains("ready")) {
        window.readyAfter = performance.now();
        watcher.disconnect();
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
  });
  await tab.goto(pathToFileURL(join(folder, file)).href + (hash ? `#${hash}` : ""));
  if (context.javaScriptEnabled !== false) await tab.waitForSelector("html.ready", { timeout: 60_000 });
  return { tab, complaints, requests, close: () => tab.context().close() };
}

/** "52 589 134" as a number; null for a word. */
export function numberIn(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Number of pages of a PDF that Chromium wrote. */
export const pagesOf = (pdf) => (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
