// Région, statut and search: one row of controls that the map, the bars and the table obey. The legend is the filter by statut.
import { STATUTS, type Model } from "./data";
import { h, replace, s } from "./dom";
import { MAX_QUERY, type State, type Store } from "./state";
import { FILL, SIGN, STAGES, stageOf } from "./symbols";
import { number, t } from "./words";

export class FiltersView {
  readonly element = h("form", { class: "filters", role: "search", submit: (event: Event) => { event.preventDefault(); this.first(); } });
  readonly legend = h("div", { class: "legend" });
  private readonly said = h("p", { class: "said", role: "status" });
  private lang = "";

  constructor(private readonly model: Model, private readonly store: Store) {}

  private first(): void {
    const match = this.store.matcher();
    const found = this.model.data.report.territories.find(match);
    if (found && this.store.state.query.trim() !== "") this.store.set({ pays: found.code });
  }

  update(state: State): void {
    const { report } = this.model.data;
    if (this.lang !== state.lang) {
      this.lang = state.lang;
      const regions = report.regions.filter((one) => one.code !== null);
      replace(this.element,
        h("div", { class: "field" }, h("label", { for: "region" }, t("page.region")),
          h("select", { id: "region", change: (event: Event) => this.store.set({ region: (event.target as HTMLSelectElement).value }) },
            h("option", { value: "" }, t("page.all_regions")), regions.map((one) => h("option", { value: one.code! }, one.name ?? one.code!)))),
        h("div", { class: "field grow" }, h("label", { for: "search" }, t("page.search")),
          h("input", { id: "search", type: "search", maxlength: MAX_QUERY, autocomplete: "off", spellcheck: "false", placeholder: t("page.search_hint"), input: (event: Event) => this.store.set({ query: (event.target as HTMLInputElement).value }) })),
        h("button", { type: "button", class: "reset", click: () => this.store.reset() }, t("page.reset")),
        this.said);
      this.drawLegend();
    }
    this.element.querySelector<HTMLSelectElement>("#region")!.value = state.region;
    const search = this.element.querySelector<HTMLInputElement>("#search")!;
    if (search.value !== state.query) search.value = state.query;
    this.element.querySelector<HTMLButtonElement>(".reset")!.hidden = !this.store.isFiltered();
    for (const box of this.legend.querySelectorAll<HTMLInputElement>("input")) box.checked = state.statuts.includes(box.value as never);
    for (const tally of this.legend.querySelectorAll<HTMLElement>("[data-statut]")) {
      tally.textContent = number(report.territories.filter((one) => one.statut === tally.dataset["statut"] && (state.region === "" || one.region === state.region)).length);
    }
    const match = this.store.matcher();
    const shown = report.territories.filter(match).length;
    const text = this.store.isFiltered() ? t("page.shown", { n: shown, of: report.territories.length }) : "";
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  private drawLegend(): void {
    const { report, facilities } = this.model.data;
    const swatch = (fill: string) => s("svg", { class: "swatch", width: 26, height: 16, "aria-hidden": "true" }, s("rect", { width: 26, height: 16, rx: 2, fill, class: "swatch-box" }));
    const stages = STAGES.filter((stage) => facilities.some((one) => one.lon !== null && stageOf(one) === stage));
    const zones = report.white_zones !== undefined && report.white_zones.length > 0;
    replace(this.legend,
      h("fieldset", {}, h("legend", {}, t("page.legend_pays")), STATUTS.map((statut) => h("label", { class: "check" },
        h("input", { type: "checkbox", value: statut, change: () => {
          const on = [...this.legend.querySelectorAll<HTMLInputElement>("input")].filter((box) => box.checked).map((box) => box.value);
          this.store.set({ statuts: STATUTS.filter((one) => on.includes(one)) });
        } }),
        swatch(FILL[statut]), h("span", {}, h("span", { class: "name" }, t(`statut.${statut}`)), " ", h("span", { class: "tally", "data-statut": statut }), h("span", { class: "meaning" }, t(`page.legend.${statut}`)))))),
      stages.length === 0 ? null : h("div", { class: "signs", role: "group", "aria-label": t("page.legend_ptce") }, h("p", { class: "legend-title" }, t("page.legend_ptce")),
        h("ul", {}, stages.map((stage) => h("li", {}, s("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { d: SIGN[stage], class: `spot ${stage}` })), t(`page.stage.${stage}`))),
          zones ? h("li", {}, s("svg", { width: 26, height: 16, "aria-hidden": "true" }, s("rect", { x: 2, y: 2, width: 22, height: 12, class: "zone-swatch" })), t("page.legend_zone")) : null,
          this.model.data.country ? h("li", {}, s("svg", { width: 26, height: 16, "aria-hidden": "true" }, s("rect", { x: 2, y: 2, width: 22, height: 12, class: "country" })), t("page.legend_outside")) : null)));
  }
}
