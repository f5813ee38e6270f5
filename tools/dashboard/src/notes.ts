// What the figures rest on: list of PTCE, rows, findings, sources.
import type { Model } from "./data";
import { h, replace } from "./dom";
import { stageOf } from "./symbols";
import { currentLanguage, number, t } from "./words";

function section(id: string, title: string, summary: string, ...content: (Node | null)[]): HTMLElement {
  return h("details", { class: "note", id }, h("summary", {}, h("span", { class: "note-title" }, title), " ", h("span", { class: "soft" }, summary)), h("div", { class: "note-body" }, content));
}

function tableOf(title: string, head: string[], numbers: number[], rows: (string | Node)[][]): HTMLElement {
  const kind = (i: number) => (numbers.includes(i) ? "n" : "");
  return h("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": title }, h("table", { class: "list" },
    h("caption", { class: "visually-hidden" }, title),
    h("thead", {}, h("tr", {}, head.map((name, i) => h("th", { scope: "col", class: kind(i) }, name)))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", { class: kind(i) }, cell))))))));
}

export class NotesView {
  readonly element = h("div", { class: "notes" });
  constructor(private readonly model: Model) {}

  /** All at once, for printing; then as the reader had them. */
  open(all: boolean): void {
    for (const one of this.element.querySelectorAll<HTMLDetailsElement>("details")) {
      if (all) {
        one.dataset["open"] = String(one.open);
        one.open = one.id !== "note-ptce";
      } else one.open = one.dataset["open"] === "true";
    }
  }

  update(): void {
    const open = new Set([...this.element.querySelectorAll<HTMLDetailsElement>("details[open]")].map((one) => one.id));
    const { report, findings, facilities, outlines } = this.model.data;
    const { source, ledger } = report;
    const language = currentLanguage();
    const buckets = Object.entries(ledger.facilities).filter(([name, count]) => name !== "read" && count > 0);
    const total = findings.reduce((sum, kind) => sum + kind.count, 0);
    const order = ["error", "warning", "info"];
    const counts = order.map((severity) => [severity, findings.filter((kind) => kind.severity === severity).reduce((sum, kind) => sum + kind.count, 0)] as const).filter(([, count]) => count > 0);
    replace(this.element,
      section("note-ptce", t("page.ptce_list"), t("page.ptce_n", { n: facilities.length }),
        tableOf(t("page.ptce_list"), [t("page.ptce.name"), t("page.ptce.stage"), t("page.ptce.year"), t("page.ptce.pays"), t("page.ptce.precision")], [2], facilities.slice(0, 2000).map((one) => [
          one.nom ?? one.id, t(`page.stage.${stageOf(one)}`), one.annee === null ? t("page.unknown") : String(one.annee),
          one.pays !== null ? (this.model.byCode.get(one.pays)?.nom ?? one.pays) : one.candidats.length > 0 ? t("page.one_of", { n: one.candidats.length }) : t("page.no_pays"),
          t(`page.precision.${one.precision}`)])),
        facilities.length > 2000 ? h("p", { class: "small" }, t("page.and_more", { n: facilities.length - 2000 })) : null),
      section("note-ledger", t("page.ledger"), t("page.ledger_read", { n: ledger.facilities["read"] ?? 0 }),
        tableOf(t("page.ledger"), [t("page.ledger_end"), t("page.ledger_rows")], [1], buckets.map(([name, count]) => [t(`bucket.${name}`), number(count)])),
        h("p", { class: "small" }, t("page.ledger_pays", { read: ledger.territories["read"] ?? 0, kept: ledger.territories["kept"] ?? 0, excluded: ledger.territories["excluded"] ?? 0, duplicate: ledger.territories["duplicate"] ?? 0, rejected: ledger.territories["rejected"] ?? 0 }))),
      section("note-findings", t("page.findings"), total === 0 ? t("page.findings_none") : counts.map(([severity, count]) => `${number(count)} ${t(`severity.${severity}`)}`).join(", "),
        ...order.flatMap((severity) => findings.filter((kind) => kind.severity === severity).map((kind) => h("div", { class: `finding ${severity}` },
          h("p", { class: "advice" }, h("span", { class: "severity" }, t(`severity.${severity}`)), " ", kind.advice[language]),
          h("ul", {}, kind.shown.map((one) => h("li", {}, one[language], one.file === "" ? null : h("span", { class: "soft" }, ` ${one.file}${one.row > 0 ? `, ${t("page.row", { row: one.row })}` : ""}`)))),
          kind.count > kind.shown.length ? h("p", { class: "soft" }, t("page.findings_more", { n: kind.count - kind.shown.length })) : null)))),
      section("note-sources", t("page.sources"), source.date_reference === null ? "" : t("page.as_of", { year: String(source.date_reference) }),
        h("ul", { class: "plain" },
          h("li", {}, t("page.source_pays", { file: source.pays })), h("li", {}, t("page.source_ptce", { file: source.ptce })),
          source.population === null ? null : h("li", {}, t("page.source_population", { source: source.population })),
          source.known_total === null ? null : h("li", {}, t("page.source_known", { source: source.known_total })),
          source.attested_since === null ? null : h("li", {}, t("page.attested_since", { year: String(source.attested_since) })),
          h("li", {}, t("page.outlines", { metres: outlines.tolerance_m, drawn: outlines.vertices_drawn, read: outlines.vertices_read })),
          h("li", {}, t("page.distance_note"))),
        tableOf(t("page.sources"), [t("page.file"), t("page.bytes"), "SHA-256"], [1], source.files.map((one) => [one.file, number(one.bytes), h("code", {}, one.sha256)]))));
    for (const one of this.element.querySelectorAll<HTMLDetailsElement>("details")) one.open = open.has(one.id);
  }
}
