// The catalogue's words and numbers as people write them, in the language shown.
import type { Data, Language, Range } from "./data";

let language: Language = "fr";
let words: Data["words"] = { fr: {}, en: {} };
const formats = new Map<string, Intl.NumberFormat>();

export function useWords(all: Data["words"]): void { words = all; }
export function setLanguage(chosen: Language): void { language = chosen; }
export function currentLanguage(): Language { return language; }
export function locale(): string { return language === "fr" ? "fr-FR" : "en-GB"; }

function format(decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale(), { minimumFractionDigits: 0, maximumFractionDigits: decimals });
    formats.set(key, made);
  }
  return made;
}

export function number(value: number, decimals = 0): string { return format(decimals).format(value); }

export function percent(part: number, whole: number): string {
  const share = whole > 0 ? (100 * part) / whole : 0;
  return `${number(share, share > 0 && share < 10 ? 1 : 0)}${language === "fr" ? "\u00a0" : ""}%`;
}

/** French marks stay with their word. */
export function unbroken(text: string): string {
  return text.replace(/ ([:;?!»])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}

/** `{name}` replaced; "one|many" chosen by the parameter `n`: in French 0 and 1 are singular, in English only 1. */
export function t(key: string, parameters: Record<string, string | number> = {}): string {
  const found = words[language][key];
  if (found === undefined) return key;
  const forms = found.split("|");
  const n = parameters["n"];
  const singular = typeof n !== "number" || (language === "fr" ? Math.abs(n) < 2 : n === 1);
  const form = forms.length > 1 && !singular ? forms[1]! : forms[0]!;
  return (language === "fr" ? unbroken(form) : form).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  }).replace(/(\d) (m|km|km²|%)(?![\p{L}\d])/gu, "$1\u00a0$2");
}

/** "249 à 295", or one number where the two are the same. */
export function range(between: Range): string {
  return between.min === between.max ? number(between.min) : t("page.range", { min: between.min, max: between.max });
}

export function orUnknown(value: number | null | undefined, decimals = 0, unit = ""): string {
  return value === null || value === undefined ? t("page.unknown") : number(value, decimals) + (unit ? `\u00a0${unit}` : "");
}
