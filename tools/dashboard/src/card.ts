// One pays: its figures, its PTCE, the nearest one, and why it ranks where it does.
import type { Facility, Model, Territory } from "./data";
import { h, replace } from "./dom";
import type { State, Store } from "./state";
import { stageOf } from "./symbols";
import { currentLanguage, number, orUnknown, percent, t, unbroken } from "./words";

const MANY = 8;

function value(criterion: string, given: number | null): string {
  return criterion === "chance" && given !== null ? percent(given, 1) : orUnknown(given, 1, criterion === "distance" ? "km" : "");
}

export class CardView {
  readonly element = h("section", { class: "card", "aria-labelledby": "card-title", "aria-live": "polite" });
  constructor(private readonly model: Model, private readonly store: Store) {}

  update(state: State): void {
    const one = this.model.byCode.get(state.pays);
    this.element.classList.toggle("empty", !one);
    if (!one) return replace(this.element, h("h3", { id: "card-title", class: "visually-hidden" }, t("page.card")), h("p", { class: "hint" }, t("page.card_hint")));
    const { model } = this;
    const where = [model.departement(one.departement), model.region(one.region)].filter((name) => name !== "").join(" · ");
    const approximate = one.contour === "approche";
    const nearest = one.ptce_proche === null ? undefined : model.facilityById.get(one.ptce_proche);
    const facts: [string, string][] = [
      [t("page.population"), orUnknown(one.population)],
      [t("page.area"), one.surface_km2 === null ? t("page.unknown") : (approximate ? "≈\u00a0" : "") + number(one.surface_km2) + "\u00a0km²"],
      [t("page.nearest"), one.ptce_proche === null ? t("page.nearest_none") : one.distance_km === null ? (nearest?.nom ?? one.ptce_proche)
        : t("page.nearest_at", { name: nearest?.nom ?? one.ptce_proche, km: number(one.distance_km, one.distance_km < 10 ? 1 : 0) })],
    ];
    const zone = one.zone_blanche ? model.zoneById.get(one.zone_blanche) : undefined;
    if (zone) facts.push([t("page.zone"), zone.population === null ? t("page.zone_of", { id: zone.id, n: zone.nb_pays }) : t("page.zone_of_people", { id: zone.id, n: zone.nb_pays, people: zone.population })]);
    replace(this.element,
      h("div", { class: "card-head" },
        h("h3", { id: "card-title" }, one.nom),
        h("button", { type: "button", class: "quiet", "aria-label": t("page.card_close"), click: () => this.store.set({ pays: "" }) }, "×")),
      h("p", { class: "where" }, where, " ", h("span", { class: "code" }, one.code)),
      h("p", {}, h("span", { class: `badge ${one.statut}` }, t(`statut.${one.statut}`)), " – ", t(`page.statut_why.${one.statut}`, { n: one.nb_ptce })),
      h("dl", { class: "facts" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      this.people(t("page.its_ptce"), model.sure.get(one.code) ?? []),
      this.people(t("page.its_maybe"), model.maybe.get(one.code) ?? []),
      this.rank(one));
  }

  private people(title: string, list: Facility[]): HTMLElement | null {
    if (list.length === 0) return null;
    return h("div", {}, h("h4", {}, title),
      h("ul", {}, list.slice(0, MANY).map((one) => h("li", {}, one.nom ?? one.id, " ",
        h("span", { class: "soft" }, [t(`page.stage.${stageOf(one)}`), one.annee === null ? "" : String(one.annee)].filter((text) => text !== "").join(", "))))),
      list.length > MANY ? h("p", { class: "soft" }, t("page.and_more", { n: list.length - MANY })) : null);
  }

  private rank(one: Territory): HTMLElement | null {
    const ranked = this.model.rankOf.get(one.code);
    if (!ranked) return null;
    const { priorities } = this.model.data.report;
    return h("div", { class: "why" },
      h("h4", {}, t("page.rank", { rank: ranked.rank, of: priorities!.ranking.length })),
      ranked.reason ? h("p", {}, unbroken(ranked.reason[currentLanguage()].replace(/^[^:]*:\s*/, ""))) : null,
      h("details", { class: "twin" }, h("summary", {}, t("page.rank_parts")), h("table", { class: "parts" },
        h("caption", { class: "visually-hidden" }, t("page.rank_parts")),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("page.criterion")), h("th", { scope: "col", class: "n" }, t("page.value")), h("th", { scope: "col", class: "n" }, t("page.contribution")))),
        h("tbody", {}, priorities!.criteria.map((criterion, i) => h("tr", {},
          h("th", { scope: "row" }, criterion.column ? criterion.name : criterion.name === "chance" ? t("page.chance") : t(`criterion.${criterion.name}`)),
          h("td", { class: "n" }, value(criterion.name, ranked.parts[i]![0])), h("td", { class: "n" }, orUnknown(ranked.parts[i]![1], 3))))))));
  }
}
