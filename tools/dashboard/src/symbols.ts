// Colours, patterns and signs of the map, once: the page takes them from its style, downloads from here (light).
import type { Facility, Statut } from "./data";

/** As in style.css, light. */
export const LIGHT = {
  paper: "#ffffff", ink: "#1b1f27", soft: "#596273", land: "#e4e7ec", line: "#c3c9d3",
  couvert: "#1f4f8f", emergent: "#bcd5ef", emergentSign: "#1f4f8f", possible: "#f6e7bb", possibleSign: "#8a6a12", nonCouvert: "#cf7d54",
  zone: "#5c1a12",
};
export type Palette = typeof LIGHT;

/** The palette in force, read off the page: for what is drawn by hand (canvas). */
export function currentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const found = { ...LIGHT };
  for (const name of Object.keys(LIGHT) as (keyof Palette)[]) {
    const value = style.getPropertyValue(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`).trim();
    if (value !== "") found[name] = value;
  }
  return found;
}

export const FILL: Record<Statut, string> = {
  couvert: "var(--couvert)", emergent: "url(#hatch)", possible: "url(#dots)", non_couvert: "var(--non-couvert)",
};

export type Stage = "actif" | "laureat" | "emergent" | "autre";
export const STAGES: readonly Stage[] = ["actif", "laureat", "emergent", "autre"];

export function stageOf(one: Facility): Stage {
  return one.statut === "actif" || one.statut === "laureat" || one.statut === "emergent" ? one.statut : "autre";
}

/** Signs about (0, 0): a disc, a diamond, a ring, a cross. */
export const SIGN: Record<Stage, string> = {
  actif: "M-4.2,0A4.2,4.2,0,1,1,4.2,0A4.2,4.2,0,1,1,-4.2,0Z",
  laureat: "M0,-5.4L5.4,0L0,5.4L-5.4,0Z",
  emergent: "M-3.6,0A3.6,3.6,0,1,1,3.6,0A3.6,3.6,0,1,1,-3.6,0Z",
  autre: "M-3.4,-3.4L3.4,3.4M-3.4,3.4L3.4,-3.4",
};
