// Tables as text, to save or to paste.

/** A spreadsheet would run a cell that begins so; an apostrophe makes it text. */
function harmless(text: string): string { return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; }

export type Cell = string | number | null;

function numberText(value: number, comma: boolean): string { return comma ? String(value).replace(".", ",") : String(value); }

/** What a French spreadsheet opens without a question: semicolons, decimal comma, byte-order mark, CRLF. English: comma and point. */
export function csvOf(head: string[], rows: Cell[][], french: boolean): string {
  const cell = (value: Cell): string => {
    if (value === null) return "";
    const text = typeof value === "number" ? numberText(value, french) : harmless(value);
    return /[";,\r\n]/.test(text) || text !== text.trim() ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const line = (cells: Cell[]) => cells.map(cell).join(french ? ";" : ",");
  return `\ufeff${[head, ...rows].map(line).join("\r\n")}\r\n`;
}

/** For the clipboard: tabs between cells. */
export function tsvOf(head: string[], rows: Cell[][], french: boolean): string {
  const cell = (value: Cell) => (value === null ? "" : typeof value === "number" ? numberText(value, french) : harmless(value.replace(/[\t\r\n]+/g, " ")));
  return [head, ...rows].map((row) => row.map(cell).join("\t")).join("\n");
}
