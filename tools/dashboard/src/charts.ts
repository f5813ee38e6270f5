// Bars by région and the pace toward the targets, each with its table.
import * as Plot from "@observablehq/plot";
import { STATUTS, type Model, type PaceTarget, type Range, type Region, type Statut } from "./data";
import { h, replace } from "./dom";
import type { State, Store } from "./state";
import { FILL } from "./symbols";
import { number, orUnknown, range, t } from "./words";

/** A plot without its own style element, which the page's policy would refuse; style.css has it. */
function drawn(options: Plot.PlotOptions, label: string): SVGSVGElement {
  const plot = Plot.plot({ className: "plot", ...options }) as unknown as SVGSVGElement;
  plot.querySelectorAll("style").forEach((style) => style.remove());
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", label);
  for (const part of plot.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  for (const part of plot.querySelectorAll("[aria-description]")) part.removeAttribute("aria-description");
  return plot;
}

const COUNT: Record<Statut, "covered" | "emerging" | "possible" | "uncovered"> = { couvert: "covered", emergent: "emerging", possible: "possible", non_couvert: "uncovered" };

export class RegionsView {
  readonly element = h("div", { class: "regions-chart" });
  private readonly chart = h("div", { class: "chart" });
  private readonly table = h("div", {});
  private width = 0;

  constructor(private readonly model: Model, private readonly store: Store) {
    const details = h("details", { class: "twin" }, h("summary", {}), this.table);
    this.element.append(this.chart, details);
    new ResizeObserver(() => {
      const width = Math.round(this.chart.clientWidth);
      if (width > 0 && Math.abs(width - this.width) > 8) this.draw();
    }).observe(this.chart);
    this.chart.addEventListener("click", (event) => {
      const name = (event.target as Element).closest("title, rect, text");
      const code = name?.getAttribute("data-region");
      if (code) this.store.set({ region: this.store.state.region === code ? "" : code });
    });
  }

  private name(one: Region): string { return one.name ?? t("page.region_unknown"); }

  update(_: State): void {
    this.element.querySelector("summary")!.textContent = t("page.as_table");
    this.draw();
    const head = ["region", "pays", "couvert", "max", "emergent", "possible", "non_couvert", "missing", "facilities", "people"];
    const title = (key: string) => (key === "couvert" || key === "emergent" || key === "possible" || key === "non_couvert" ? t(`statut.${key}`) : t(`page.regions.${key}`));
    replace(this.table, h("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": t("page.regions") }, h("table", { class: "list" },
      h("caption", { class: "visually-hidden" }, t("page.regions")),
      h("thead", {}, h("tr", {}, head.map((key, i) => h("th", { scope: "col", class: i === 0 ? "" : "n" }, title(key))))),
      h("tbody", {}, this.model.data.report.regions.map((one) => h("tr", {},
        h("th", { scope: "row" }, one.code === null ? this.name(one) : h("button", { type: "button", class: "link", click: () => this.store.set({ region: one.code! }) }, this.name(one))),
        [one.territories, one.covered, one.covered_max, one.emerging, one.possible, one.uncovered].map((value) => h("td", { class: "n" }, number(value))),
        h("td", { class: "n" }, range(one.missing_per_territory)), h("td", { class: "n" }, number(one.facilities)), h("td", { class: "n" }, orUnknown(one.population.uncovered)))))),
      h("p", { class: "small" }, t("page.regions_note"))));
  }

  draw(): void {
    this.width = Math.round(this.chart.clientWidth);
    const width = this.width || 720;
    const small = width < 520;
    const regions = [...this.model.data.report.regions].filter((one) => one.territories > 0)
      .sort((a, b) => (b.uncovered + b.possible + b.emerging) - (a.uncovered + a.possible + a.emerging) || this.name(a).localeCompare(this.name(b)));
    if (regions.length === 0) return replace(this.chart);
    const chosen = this.store.state.region;
    const pieces = regions.flatMap((one) => {
      let from = 0;
      return STATUTS.map((statut) => {
        const count = one[COUNT[statut]];
        const piece = { name: this.name(one), code: one.code, statut, count, from, to: from + count, faint: chosen !== "" && chosen !== one.code };
        from += count;
        return piece;
      }).filter((piece) => piece.count > 0);
    });
    const most = Math.max(...regions.map((one) => one.territories));
    const longest = Math.max(...regions.map((one) => this.name(one).length));
    const room = (piece: { count: number }) => (piece.count / most) * (width - (small ? 200 : 320)) > 15;
    const cut = (name: string) => (name.length > (small ? 24 : 34) ? `${name.slice(0, small ? 23 : 33)}…` : name);
    const plot = drawn({
      width,
      marginLeft: small ? Math.min(168, 14 + longest * 6.6) : Math.min(230, 16 + longest * 7.4),
      marginRight: small ? 34 : 90, marginTop: 4, marginBottom: 4,
      height: regions.length * (small ? 28 : 30) + 8,
      x: { axis: null, domain: [0, most] },
      y: { axis: null, domain: regions.map((one) => this.name(one)), padding: 0.28 },
      marks: [
        ...STATUTS.map((statut) => Plot.barX(pieces.filter((piece) => piece.statut === statut), {
          x1: "from", x2: "to", y: "name", fill: FILL[statut], insetRight: 1, fillOpacity: (piece: (typeof pieces)[number]) => (piece.faint ? 0.25 : 1),
          className: `bar ${statut}`,
        })),
        ...(["couvert", "non_couvert"] as const).map((statut) => Plot.text(pieces.filter((piece) => piece.statut === statut && room(piece)), {
          x: "from", y: "name", text: (piece: (typeof pieces)[number]) => number(piece.count), textAnchor: "start", dx: 5, className: `inside ${statut}`, fill: `var(--on-${statut === "couvert" ? "couvert" : "non-couvert"})`,
        })),
        Plot.text(regions, { x: 0, y: (one: Region) => this.name(one), text: (one: Region) => cut(this.name(one)), textAnchor: "end", dx: -8, fill: "currentColor", fontWeight: 500, className: "region-name" }),
        Plot.text(regions, {
          x: "territories", y: (one: Region) => this.name(one), textAnchor: "start", dx: 6, fill: "var(--soft)",
          text: (one: Region) => (small ? number(one.territories) : t("page.pays_n", { n: one.territories })),
        }),
      ],
    }, t("page.regions_label"));
    replace(this.chart, plot);
  }
}

function rate({ min, max }: Range): string {
  const [low, high] = [number(min, 1), number(max, 1)];
  return low === high ? low : t("page.range", { min: low, max: high });
}

/** As the report says it. */
function when(target: PaceTarget, since: number): string {
  const { earliest, latest } = target.reached ?? { earliest: null, latest: null };
  const years = { earliest: String(earliest), latest: String(latest) };
  if (earliest === null) return t("report.pace_never");
  if (earliest === since) return t(latest === null ? "report.pace_maybe_now_never" : "report.pace_maybe_now", years);
  if (latest === null) return t("report.pace_perhaps", years);
  return t(earliest === latest ? "report.pace_when" : "report.pace_between", years);
}

export class PaceView {
  readonly element = h("div", { class: "pace" });
  private width = 0;
  constructor(private readonly model: Model) {
    new ResizeObserver(() => {
      const width = Math.round(this.element.clientWidth);
      if (width > 0 && Math.abs(width - this.width) > 8) this.update();
    }).observe(this.element);
  }

  update(): void {
    const { pace } = this.model.data.report;
    if (!pace) return;
    this.width = Math.round(this.element.clientWidth);
    const wide = this.width > 720;
    const width = wide ? (this.width - 48) / 2 : this.width || 340;
    replace(this.element,
      h("div", { class: "pace-charts" }, pace.targets.map((target) => this.chart(target, width))),
      h("p", { class: "small" }, [t("report.pace_note", { date: String(pace.date_reference) }),
        ...([["undated", pace.without_year], ["later", pace.later]] as const).map(([key, one]) => (one.facilities > 0 ? t(`report.pace_${key}`, { facilities: one.facilities, covered: one.covered, date: String(pace.date_reference) }) : "")),
        t("report.pace_range_note")].filter((line) => line !== "").join(" ")),
      h("details", { class: "twin" }, h("summary", {}, t("page.as_table")), h("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": t("page.pace") }, h("table", { class: "list" },
        h("caption", { class: "visually-hidden" }, t("page.pace")),
        h("thead", {}, h("tr", {}, ["year", "facilities", "facilities_total", "covered", "covered_total"].map((key, i) => h("th", { scope: "col", class: i === 0 ? "" : "n" }, t(`page.pace.${key}`))))),
        h("tbody", {}, pace.by_year.map((one) => h("tr", {}, h("th", { scope: "row" }, String(one.year)),
          [one.facilities, one.facilities_total, one.covered, one.covered_total].map((value) => h("td", { class: "n" }, number(value))))))))));
  }

  private chart(target: PaceTarget, width: number): HTMLElement {
    const { pace: made, target: { year: due } } = this.model.data.report;
    const pace = made!;
    const name = target.name;
    const points = pace.by_year.map((one) => ({ year: one.year, total: name === "facilities" ? one.facilities_total : one.covered_total }));
    const last = points[points.length - 1];
    const until = Math.max(due, target.horizon?.year ?? 0, last?.year ?? due);
    const since = Math.min(points[0]?.year ?? due, due);
    const lines: string[] = [t(`page.pace_now.${name}`, { now: target.now, target: target.target, range: range(target.missing) })];
    if (target.missing.max === 0) lines.push(t("report.pace_reached"));
    else {
      lines.push(target.per_year ? t("report.pace_rate", { window: pace.window_years, rate: rate(target.per_year), when: when(target, pace.date_reference) }) : t("report.pace_no_rate"));
      if (target.horizon) lines.push(t("report.pace_horizon", { year: String(target.horizon.year), rate: rate(target.horizon.needed_per_year) }));
    }
    const label = t(`page.pace_label.${name}`, { now: target.now, target: target.target });
    const ticks = [...new Set([since, ...points.map((one) => one.year), due, until])].filter((year, i, all) => i === 0 || i === all.length - 1 || (until - year > (width > 420 ? 1 : 2) && year - since > 1 && year % (width > 420 ? 2 : 4) === 0));
    return h("figure", {}, h("figcaption", {}, h("h3", {}, t(`page.pace_title.${name}`))),
      drawn({
        width, height: 250, marginLeft: 44, marginRight: 20, marginBottom: 28, marginTop: 22,
        x: { domain: [since - 0.3, until + 0.4], ticks, tickFormat: (year: number) => String(year), label: null, tickSize: 4 },
        y: { domain: [0, Math.max(target.target, target.now) * 1.08], ticks: 4, tickFormat: (value: number) => number(value), label: null, tickSize: 0 },
        marks: [
          Plot.gridY({ stroke: "var(--line)", strokeOpacity: 0.7, ticks: 4 }),
          Plot.ruleY([target.target], { stroke: "var(--accent)", strokeDasharray: "5 4", strokeWidth: 1.5 }),
          Plot.text([target.target], { x: since, y: (value: number) => value, text: () => t("page.pace_target", { n: target.target, year: String(due) }), textAnchor: "start", dy: -9, fill: "var(--accent-text)", fontWeight: 600 }),
          ...(target.horizon && last ? [
            Plot.link([0], { x1: () => last.year, y1: () => target.now, x2: () => target.horizon!.year, y2: () => target.target, stroke: "var(--soft)", strokeDasharray: "2 4", strokeWidth: 1.5 })] : []),
          Plot.areaY(points, { x: "year", y: "total", curve: "step-after", fill: "var(--accent)", fillOpacity: 0.1 }),
          Plot.lineY(points, { x: "year", y: "total", curve: "step-after", stroke: "var(--accent)", strokeWidth: 2.2 }),
          ...(last ? [Plot.dot([last], { x: "year", y: "total", fill: "var(--accent)", r: 4 }),
            Plot.text([last], { x: "year", y: "total", text: () => t("page.pace_dated", { n: last.total }), textAnchor: "end", dx: 6, dy: -13, fontWeight: 700, fill: "currentColor", fontSize: 14 })] : []),
        ],
      }, label),
      h("ul", { class: "plain" }, lines.map((line) => h("li", {}, line))));
  }
}
