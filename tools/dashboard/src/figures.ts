// The top of the page: the two targets with their ranges, and how partial the list is; and the same for a chosen région.
import { type Figures, type Model } from "./data";
import { h, replace, s } from "./dom";
import type { State } from "./state";
import { number, orUnknown, percent, range, t } from "./words";

/** A line from 0 to the target: what is sure, what may be, and the mark to reach. */
function track(sure: number, most: number, target: number, label: string): SVGSVGElement {
  const end = Math.max(target, most, sure, 1);
  const x = (value: number) => (1000 * value) / end;
  return s("svg", { class: "track", viewBox: "0 0 1000 34", preserveAspectRatio: "none", role: "img", "aria-label": label },
    s("rect", { x: 0, y: 11, width: 1000, height: 12, class: "track-ground" }),
    s("rect", { x: 0, y: 11, width: x(most), height: 12, class: "track-most", fill: "url(#track-hatch)" }),
    s("rect", { x: 0, y: 11, width: x(sure), height: 12, class: "track-sure" }),
    s("rect", { x: Math.min(x(target), 1000) - 4, y: 3, width: 4, height: 28, class: "track-target" }));
}

export function trackPatterns(): SVGSVGElement {
  return s("svg", { class: "defs-only", "aria-hidden": "true", width: 0, height: 0 }, s("defs", {},
    s("pattern", { id: "track-hatch", width: 12, height: 12, patternUnits: "userSpaceOnUse", patternTransform: "skewX(-30)" },
      s("rect", { width: 12, height: 12, class: "hatch-ground" }), s("rect", { width: 5, height: 12, class: "hatch-fill" }))));
}

interface Target { label: string; big: string; of: string; most: string; missing: string; line: SVGSVGElement }

function block({ label, big, of, most, missing, line }: Target): HTMLElement {
  return h("div", { class: "target" },
    h("h2", {}, label),
    h("p", { class: "big" }, h("span", { class: "figure" }, big), " ", h("span", { class: "of" }, of)),
    line,
    h("p", { class: "most" }, most),
    h("p", { class: "missing" }, missing));
}

function paysTarget(figures: Figures, perTerritory: number): Target {
  const { covered, covered_max, territories, missing_per_territory } = figures;
  return {
    label: t("page.target_pays", { n: perTerritory }),
    big: number(covered),
    of: t("page.of_pays", { n: covered, territories }),
    most: covered_max > covered ? t("page.covered_max", { covered_max }) : t("page.covered_exactly"),
    missing: t("page.missing", { n: missing_per_territory.max, range: range(missing_per_territory) }),
    line: track(covered, covered_max, territories, t("page.track_pays", { covered, covered_max, territories })),
  };
}

export class TopView {
  readonly element = h("div", { class: "top" });
  constructor(private readonly model: Model) {}

  update(): void {
    const { report } = this.model.data;
    const { national, target, source } = report;
    const listed = national.facilities + national.emerging_facilities;
    const known = national.known_total ?? null;
    const blocks: HTMLElement[] = [block(paysTarget(national, target.per_territory))];
    if (national.missing_national) {
      blocks.push(block({
        label: t("page.target_national", { n: target.national }),
        big: number(national.facilities),
        of: t("page.of_ptce", { n: national.facilities, national: target.national }),
        most: known !== null && known > national.facilities ? t("page.known_total", { known_total: known }) : t("page.known_none"),
        missing: t("page.missing", { n: national.missing_national.max, range: range(national.missing_national) }),
        line: track(national.facilities, Math.max(known ?? 0, national.facilities), target.national,
          t("page.track_ptce", { facilities: national.facilities, most: Math.max(known ?? 0, national.facilities), national: target.national })),
      }));
    }
    const people = national.population;
    const due = target.past === null ? t("page.due", { year: String(target.year) }) : t(target.past ? "page.due_past" : "page.due", { year: String(target.year) });
    const partial = known !== null && known > listed
      ? t("page.partial", { listed: national.facilities, known_total: known, source: source.known_total ?? "" }) : "";
    replace(this.element,
      h("div", { class: "targets" }, blocks),
      people.uncovered === null || people.total === null ? null
        : h("p", { class: "lede" }, t("page.lede", { uncovered: number(people.uncovered), share: percent(people.uncovered, people.total) })),
      h("div", { class: "about" },
        partial === "" ? null : h("p", { class: "partial" }, h("strong", {}, t("page.partial_title")), " ", partial),
        h("p", { class: "small" }, due, target.source === null ? "" : ` ${t("page.target_source", { source: target.source })}`)));
  }
}

/** The figures of the région chosen, and what prints as its page. */
export class RegionView {
  readonly element = h("section", { class: "region-sheet", hidden: true, "aria-labelledby": "region-title" });
  constructor(private readonly model: Model) {}

  update(state: State): void {
    const region = this.model.data.report.regions.find((one) => one.code === state.region && state.region !== "");
    this.element.hidden = !region;
    if (!region) return replace(this.element);
    const target = paysTarget(region, this.model.data.report.target.per_territory);
    const facts: [string, string][] = [
      [t("statut.emergent"), number(region.emerging)],
      [t("statut.possible"), number(region.possible)],
      [t("statut.non_couvert"), number(region.uncovered)],
      [t("page.facilities_listed"), number(region.facilities)],
      [t("page.people_uncovered"), orUnknown(region.population.uncovered)],
    ];
    if (region.known_total !== null && region.known_total !== undefined) facts.splice(4, 0, [t("page.facilities_known"), number(region.known_total)]);
    replace(this.element,
      h("h2", { id: "region-title" }, region.name ?? t("page.region_unknown")),
      h("p", { class: "big" }, h("span", { class: "figure" }, target.big), " ", h("span", { class: "of" }, target.of)),
      target.line,
      h("p", { class: "most" }, target.most, " ", target.missing),
      h("dl", { class: "facts" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))));
  }
}
