// The page in a real browser: what it shows is report.json's, what it offers works by pointer and by keyboard.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { closeBrowser, france, numberIn, open, pagesOf, reportOf } from "./support.mjs";

after(closeBrowser);

const texts = (tab, selector) => tab.locator(selector).allTextContents();
const rows = async (tab, selector) => tab.locator(selector).evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));

test("opens from a file, quietly, without a network, within a second, and weighs less than 1.2 MB", async () => {
  const folder = france();
  assert.ok(statSync(join(folder, "dashboard.html")).size < 1_200_000);
  const times = [];
  for (let i = 0; i < 3; i++) {
    const { tab, complaints, requests, close } = await open(folder);
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests.filter((url) => !/^(file|data|blob):/.test(url)), []);
    times.push(await tab.evaluate(() => window.readyAfter));
    await close();
  }
  assert.ok(Math.min(...times) < 1000, `ready after ${times.map(Math.round)} ms`);
});

test("its policy allows one script and one style by their hashes, and nothing else", () => {
  const page = readFileSync(join(france(), "dashboard.html"), "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)[1];
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']*'; style-src 'sha256-[^']*'; img-src data: blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'$/);
  assert.equal(page.match(/<script/g).length, 2);
  assert.doesNotMatch(page, /<(link|img|iframe|script)[^>]*\s(src|href)="(?!data:,)/);
});

test("the figures are report.json's", async () => {
  const folder = france();
  const { national, regions, target, pace, territories } = reportOf(folder);
  const { tab, close } = await open(folder);
  assert.deepEqual((await texts(tab, ".targets .figure")).map(numberIn), [national.covered, national.facilities]);
  const [pays, ptce] = (await texts(tab, ".target")).map((text) => text.replace(/[\u00a0\u202f]/g, " "));
  assert.ok(pays.includes(`sur ${national.territories} `) && pays.includes(`Au plus ${national.covered_max}`), pays);
  assert.ok(pays.includes(`${national.missing_per_territory.min} à ${national.missing_per_territory.max}`), pays);
  assert.ok(ptce.includes(`sur ${target.national} `) && ptce.includes(`${national.known_total} annoncés`), ptce);
  assert.ok(ptce.includes(`${national.missing_national.min} à ${national.missing_national.max}`), ptce);
  const about = (await texts(tab, ".top"))[0].replace(/[\u00a0\u202f]/g, "");
  assert.ok(about.includes(String(national.population.uncovered)) && about.includes(String(target.year)) && about.includes(target.source.replace(/[\u00a0\u202f]/g, "")));
  assert.deepEqual((await texts(tab, ".legend .tally")).map(numberIn), [national.covered, national.emerging, national.possible, national.uncovered]);

  const byRegion = await rows(tab, ".regions-chart tbody tr");
  assert.deepEqual(byRegion.map((cells) => cells.slice(1, 7).map(numberIn)), regions.map((one) => [one.territories, one.covered, one.covered_max, one.emerging, one.possible, one.uncovered]));
  assert.deepEqual(byRegion.map((cells) => [cells[0], numberIn(cells[8]), numberIn(cells[9])]), regions.map((one) => [one.name, one.facilities, one.population.uncovered]));

  const years = await rows(tab, ".pace tbody tr");
  assert.deepEqual(years.map((cells) => cells.map(Number)), pace.by_year.map((one) => [one.year, one.facilities, one.facilities_total, one.covered, one.covered_total]));

  const ranked = territories.filter((one) => one.rang !== null).sort((a, b) => a.rang - b.rang);
  const shown = await rows(tab, ".ranking tbody tr");
  assert.deepEqual(shown.map((cells) => [numberIn(cells[0]), cells[1], numberIn(cells[3]), numberIn(cells[5])]),
    ranked.map((one) => [one.rang, one.nom + one.code, one.population, one.distance_km === null ? null : Math.round(one.distance_km)]));
  await close();
});

test("what was not computed is left out, and what is not known is not zero", async () => {
  const folder = france();
  const page = readFileSync(join(folder, "dashboard.html"), "utf8");
  const [whole, json] = /<script id="maillage-data" type="application\/json">([\s\S]*?)<\/script>/.exec(page);
  const data = JSON.parse(json);
  for (const name of ["pace", "priorities", "white_zones", "concentration"]) delete data.report[name];
  const { columns, rows: list } = data.report.territories;
  for (const row of list) row[columns.indexOf("population")] = row[columns.indexOf("distance_km")] = row[columns.indexOf("rang")] = row[columns.indexOf("zone_blanche")] = row[columns.indexOf("ptce_proche")] = null;
  data.report.national.population = { total: null, covered: null, uncovered: null, outside: null, unplaced: null };
  const { writeFileSync } = await import("node:fs");
  const bare = join(folder, "..", "bare.html");
  writeFileSync(bare, page.replace(whole, () => whole.replace(json, () => JSON.stringify(data).replace(/</g, "\\u003c"))));
  const { tab, complaints, close } = await open(join(folder, ".."), { page: "bare.html", hash: "pays=343" });
  assert.deepEqual(complaints, []);
  assert.equal(await tab.locator(".pace-section, .lede, .why").count(), 0);
  const card = (await texts(tab, ".card"))[0];
  assert.match(card, /Habitantsinconnu/);
  assert.match(card, /aucun sur la même terre/);
  assert.equal(numberIn((await rows(tab, ".ranking tbody tr"))[0][2]), null);
  await close();
});

test("filters, search and choice are in the address, and the address brings them back", async () => {
  const folder = france();
  const { territories } = reportOf(folder);
  const { tab, complaints, close } = await open(folder);
  await tab.selectOption("#region", "53");
  await tab.uncheck(".legend input[value=couvert]");
  await tab.fill("#search", "ille et vil");
  const expected = territories.filter((one) => one.region === "53" && one.statut !== "couvert" && one.departement === "35").map((one) => one.code).sort();
  const codes = () => tab.locator(".ranking tbody tr").evaluateAll((all) => all.map((row) => row.dataset.code).sort());
  assert.ok(expected.length > 0);
  assert.deepEqual(await codes(), expected);
  assert.equal(await tab.locator(".shape:not(.dim)").count(), expected.length);
  await tab.locator(".ranking tbody .link").first().click();
  const chosen = await tab.locator(".card h3").textContent();
  const address = tab.url();
  assert.match(address, /#region=53&statut=emergent%2Cpossible%2Cnon_couvert&q=ille\+et\+vil&pays=\w+$/);
  const again = await open(folder, { hash: address.split("#")[1] });
  assert.equal(await again.tab.locator(".card h3").textContent(), chosen);
  assert.equal(await again.tab.inputValue("#region"), "53");
  assert.equal(await again.tab.inputValue("#search"), "ille et vil");
  assert.equal(await again.tab.isChecked(".legend input[value=couvert]"), false);
  await again.close();
  await tab.click(".reset");
  assert.equal(await tab.locator(".shape.dim").count(), 0);
  assert.deepEqual(complaints, []);
  await close();
  const wrong = await open(folder, { hash: "region=99&pays=%3Cb%3E&tri=zzz&statut=vert&lang=de" });
  assert.equal(await wrong.tab.inputValue("#region"), "");
  assert.deepEqual(wrong.complaints, []);
  await wrong.close();
});

test("sorting puts what is unknown last, either way", async () => {
  const { tab, close } = await open(france());
  const column = async (i) => (await rows(tab, ".ranking tbody tr")).map((cells) => numberIn(cells[i]));
  await tab.click("[data-sort=population]");
  const down = await column(3);
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await tab.click("[data-sort=population]");
  assert.deepEqual(await column(3), [...down].reverse());
  assert.equal(await tab.locator("th[aria-sort=ascending]").count(), 1);
  await tab.click("[data-sort=distance_km]");
  const far = (await rows(tab, ".ranking tbody tr")).map((cells) => cells[5]);
  const firstUnknown = far.indexOf("–");
  assert.ok(firstUnknown === -1 || far.slice(firstUnknown).every((text) => text === "–"));
  await close();
});

test("a pays in an inset answers the pointer, and its card says the report's figures", async () => {
  const folder = france();
  const mayotte = reportOf(folder).territories.find((one) => one.departement === "976");
  const { tab, close } = await open(folder);
  const shape = tab.locator(`.shape[data-code="${mayotte.code}"]`);
  await shape.scrollIntoViewIfNeeded();
  const box = await tab.evaluate((code) => {
    const path = document.querySelector(`.shape[data-code="${code}"]`);
    const area = path.getBBox();
    for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
      const at = new DOMPoint(area.x + (area.width * i) / 40, area.y + (area.height * j) / 40);
      const there = at.matrixTransform(path.getScreenCTM());
      if (path.isPointInFill(at) && document.elementFromPoint(there.x, there.y) === path) return { x: there.x, y: there.y };
    }
  }, mayotte.code);
  await tab.mouse.move(box.x, box.y);
  assert.match(await tab.locator(".tip").textContent(), new RegExp(mayotte.nom));
  await tab.mouse.click(box.x, box.y);
  const card = (await tab.locator(".card").textContent()).replace(/[\u00a0\u202f]/g, "");
  assert.ok(card.includes(mayotte.nom) && card.includes(String(mayotte.population)), card);
  assert.match(tab.url(), new RegExp(`pays=${mayotte.code}`));
  await close();
});

test("everything is reached by keyboard, and shows where it is", async () => {
  const { tab, close } = await open(france());
  const seen = [];
  for (let i = 0; i < 40; i++) {
    await tab.keyboard.press("Tab");
    const here = await tab.evaluate(() => {
      const on = document.activeElement;
      const ring = (element) => { const style = getComputedStyle(element); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
      return { name: on.id || on.className?.baseVal || on.className || on.tagName, ring: ring(on) || (on.closest(".map") !== null && ring(on.closest(".map"))), text: on.textContent.slice(0, 30) };
    });
    assert.ok(here.ring, `no ring on ${here.name} ${here.text}`);
    seen.push(here.name);
    if (here.name === "pays") break;
  }
  for (const name of ["skip", "language", "region", "search", "pays"]) assert.ok(seen.includes(name), `${name} is not on the way: ${seen}`);
  const active = () => tab.evaluate(() => document.getElementById(document.querySelector(".pays").getAttribute("aria-activedescendant") ?? "")?.dataset.code);
  const first = await active();
  await tab.keyboard.press("ArrowDown");
  const second = await active();
  assert.notEqual(second, first);
  await tab.keyboard.press("Enter");
  assert.match(tab.url(), new RegExp(`pays=${second}`));
  await tab.keyboard.press("+");
  assert.match(await tab.locator(".map-svg > g").first().getAttribute("transform"), /scale\(1\.6\)/);
  await tab.keyboard.press("Escape");
  assert.doesNotMatch(tab.url(), /pays=/);
  await close();
});

test("speaks English on demand, leaves no word unsaid", async () => {
  const { tab, close } = await open(france(), { hash: "pays=343&region=76" });
  const unsaid = async () => (await tab.locator("#page").innerText()).match(/\b(page|pays|statut|bucket|report|criterion|severity)\.(?!json|md)[a-z_]+/g);
  await tab.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  assert.equal(await unsaid(), null);
  await tab.click(".language");
  assert.equal(await tab.getAttribute("html", "lang"), "en");
  assert.match(tab.url(), /lang=en/);
  await tab.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  assert.equal(await unsaid(), null);
  assert.match(await tab.locator(".lede").textContent(), /52,589,134 people/);
  assert.match(await tab.locator(".why p").first().textContent(), /people/);
  await close();
});

test("without scripts it says where the figures are", async () => {
  const { tab, close } = await open(france(), { javaScriptEnabled: false });
  assert.match(await tab.locator("body").innerText(), /JavaScript.*report\.md.*gaps\.csv/s);
  await close();
});

test("prints as A4, and one page for each région", async () => {
  const folder = france();
  const { tab, close } = await open(folder);
  const print = async () => { const pdf = await tab.pdf({ preferCSSPageSize: true }); return { pages: pagesOf(pdf), box: /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1")) }; };
  const { pages, box } = await print();
  assert.ok(pages >= 3 && pages <= 14, `${pages} pages`);
  assert.deepEqual([Math.round(box[1]), Math.round(box[2])], [595, 842]);
  for (const one of reportOf(folder).regions.filter((region) => region.territories > 0)) {
    await tab.selectOption("#region", one.code);
    assert.equal((await print()).pages, 1, one.name);
  }
  await close();
});

test("saves the map as SVG and PNG, the table as CSV, and copies it", async () => {
  const folder = france();
  const { tab, complaints, close } = await open(folder, { permissions: ["clipboard-read", "clipboard-write"] });
  const saved = async (name) => {
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name }).click()]);
    return readFileSync(await download.path());
  };
  const svg = (await saved("Carte en SVG")).toString();
  const shapes = await tab.evaluate((text) => {
    const parsed = new DOMParser();
    void parsed;
    return [text.match(/<path d="[^"]+" fill="(#1f4f8f|#cf7d54|url\(#hatch\)|url\(#dots\))"/g)?.length, /<script|onerror/.test(text)];
  }, svg);
  assert.deepEqual(shapes, [reportOf(folder).territories.length, false]);
  assert.deepEqual([...(await saved("Carte en PNG")).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const lines = (await saved("Enregistrer en CSV")).toString().trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + reportOf(folder).territories.filter((one) => one.statut !== "couvert").length);
  assert.match(lines[0], /^\ufeffRang;Code du pays;/);
  await tab.getByRole("button", { name: "Copier", exact: true }).click();
  await tab.waitForFunction(() => document.querySelector(".ranking [role=status]").textContent !== "");
  assert.equal((await tab.evaluate(() => navigator.clipboard.readText())).split("\n").length, lines.length);
  assert.deepEqual(complaints, []);
  await close();
});
