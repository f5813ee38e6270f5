// The map as a picture, and files for the reader's own disk. Nothing leaves the page.
import type { Model } from "./data";
import type { Frame } from "./geometry";
import type { Places } from "./places";
import type { Store } from "./state";
import { LIGHT, SIGN, STAGES, stageOf } from "./symbols";
import { STATUTS } from "./data";
import { number, t } from "./words";

export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

const safe = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** The map as shown (filters, zoom), in light colours, with its title, legend and source. */
export function mapSvg(model: Model, store: Store, places: Places, view: Frame, title: string, note: string): string {
  const { scene } = places;
  const match = store.matcher();
  const { width, height } = scene;
  const k = width / view.width;
  const [top, bottom] = [58, 74];
  const out: string[] = [];
  const size = k ** -0.72;
  out.push(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + top + bottom}" viewBox="0 ${-top} ${width} ${height + top + bottom}" font-family="Arial, Helvetica, sans-serif" fill="${LIGHT.ink}">`);
  out.push(`<title>${safe(title)}</title><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(${1 / k})"><rect width="5" height="5" fill="${LIGHT.emergent}"/><line x1="0" y1="0" x2="0" y2="5" stroke="${LIGHT.emergentSign}" stroke-width="2.4"/></pattern>`);
  out.push(`<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="scale(${1 / k})"><rect width="5" height="5" fill="${LIGHT.possible}"/><circle cx="2.5" cy="2.5" r="0.9" fill="${LIGHT.possibleSign}"/></pattern><clipPath id="frame"><rect width="${width}" height="${height}"/></clipPath></defs>`);
  out.push(`<rect y="${-top}" width="${width}" height="${height + top + bottom}" fill="${LIGHT.paper}"/>`);
  out.push(`<text x="8" y="${-top + 30}" font-size="20" font-weight="700">${safe(title.length > 90 ? `${title.slice(0, 89)}…` : title)}</text>`);
  out.push(`<g clip-path="url(#frame)"><g transform="scale(${k}) translate(${-view.x},${-view.y})">`);
  if (scene.country !== "") out.push(`<path d="${scene.country}" fill="${LIGHT.land}"/>`);
  const fills = { couvert: LIGHT.couvert, emergent: "url(#hatch)", possible: "url(#dots)", non_couvert: LIGHT.nonCouvert };
  places.codes.forEach((code, i) => {
    const one = model.byCode.get(code);
    if (!one || scene.paths[i] === "") return;
    out.push(`<path d="${scene.paths[i]}" fill="${fills[one.statut]}" fill-rule="evenodd" stroke="${LIGHT.paper}" stroke-width="${0.7 / k}"${match(one) ? "" : ' opacity="0.16"'}><title>${safe(`${one.nom} – ${t(`statut.${one.statut}`)}`)}</title></path>`);
  });
  const regions = places.regionLines();
  if (regions !== "") out.push(`<path d="${regions}" fill="none" stroke="${LIGHT.paper}" stroke-width="${2 / k}"/>`);
  const zones = places.zoneLines();
  if (zones !== "") out.push(`<path d="${zones}" fill="none" stroke="${LIGHT.zone}" stroke-width="${1.3 / k}"/>`);
  const region = store.state.region;
  for (const { facility, x, y } of places.spots) {
    if (region !== "" && !model.isIn(facility, region)) continue;
    out.push(`<path d="${SIGN[stageOf(facility)]}" transform="translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${size.toFixed(3)})" fill="${stageOf(facility) === "emergent" ? LIGHT.paper : LIGHT.ink}" stroke="${stageOf(facility) === "emergent" || stageOf(facility) === "autre" ? LIGHT.ink : LIGHT.paper}" stroke-width="1.3"><title>${safe(facility.nom ?? facility.id)}</title></path>`);
  }
  for (const panel of scene.panels) {
    if (!panel.inset) continue;
    const { frame } = panel;
    out.push(`<rect x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" fill="none" stroke="${LIGHT.line}"/><text x="${frame.x + 8}" y="${frame.y + 15}" font-size="11">${safe(t(`page.land.${panel.land}`))}</text><text x="${frame.x + 8}" y="${frame.y + frame.height - 7}" font-size="10" fill="${LIGHT.soft}">${safe(t("page.times", { times: number(panel.times, 1) }))}</text>`);
  }
  out.push("</g></g>");
  let x = 8;
  const y = height + 24;
  const kinds = STATUTS.filter((statut) => model.data.report.territories.some((one) => one.statut === statut));
  for (const statut of kinds) {
    const text = t(`statut.${statut}`);
    out.push(`<rect x="${x}" y="${y - 11}" width="22" height="14" fill="${fills[statut]}"${statut === "emergent" || statut === "possible" ? ` stroke="${LIGHT.line}"` : ""}/><text x="${x + 28}" y="${y}" font-size="13">${safe(text)}</text>`);
    x += 28 + text.length * 7.2 + 26;
  }
  for (const stage of STAGES.filter((one) => places.spots.some((spot) => stageOf(spot.facility) === one))) {
    const text = t(`page.stage.${stage}`);
    out.push(`<path d="${SIGN[stage]}" transform="translate(${x + 6},${y - 4})" fill="${stage === "emergent" ? LIGHT.paper : LIGHT.ink}" stroke="${LIGHT.ink}" stroke-width="1.3"/><text x="${x + 18}" y="${y}" font-size="13">${safe(text)}</text>`);
    x += 18 + text.length * 7.2 + 26;
  }
  out.push(`<text x="8" y="${height + 54}" font-size="11" fill="${LIGHT.soft}">${safe(note.length > 170 ? `${note.slice(0, 169)}…` : note)}</text></svg>`);
  return out.join("\n");
}

export async function pngOf(svg: string): Promise<Blob> {
  const size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(size[1]) * 2;
  canvas.height = Number(size[2]) * 2;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}
