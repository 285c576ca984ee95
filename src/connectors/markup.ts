import { ConnectorRefusal } from "./contract.ts";

/**
 * A reader of XML and HTML tables in pieces. It knows the five XML entities, numeric ones and a few HTML names;
 * it never follows a reference to a file and refuses a document that declares entities of its own.
 */
export type MarkupEvent =
  | { readonly kind: "open"; readonly name: string; readonly attributes: string; readonly selfClosing: boolean }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

const longestToken = 4 * 1024 * 1024;

/**
 * Tags and texts in document order, in groups (one per piece of text). Names lose their prefix (`ss:Row` → `Row`).
 *
 * @throws ConnectorRefusal `hostile-markup` on entity declarations, `not-a-table` on a tag of many megabytes
 */
export async function* readMarkup(pieces: AsyncIterable<string>): AsyncIterable<MarkupEvent[]> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    const events: MarkupEvent[] = [];
    const used = tokens(text, events, false);
    text = text.slice(used);
    if (text.length > longestToken) throw new ConnectorRefusal("not-a-table");
    if (events.length > 0) yield events;
  }
  const events: MarkupEvent[] = [];
  tokens(text, events, true);
  if (events.length > 0) yield events;
}

/** Appends the complete tokens of `text`; returns how much of it was used. */
function tokens(text: string, events: MarkupEvent[], final: boolean): number {
  let position = 0;
  while (position < text.length) {
    const open = text.indexOf("<", position);
    if (open !== position) {
      if (open === -1 && !final) return position;
      const end = open === -1 ? text.length : open;
      events.push({ kind: "text", text: decodeEntities(text.slice(position, end)) });
      position = end;
      continue;
    }
    if (text.startsWith("<!--", position)) {
      const end = text.indexOf("-->", position + 4);
      if (end === -1) return final ? text.length : position;
      position = end + 3;
      continue;
    }
    if (text.startsWith("<![CDATA[", position)) {
      const end = text.indexOf("]]>", position + 9);
      if (end === -1) return final ? text.length : position;
      events.push({ kind: "text", text: text.slice(position + 9, end) });
      position = end + 3;
      continue;
    }
    const end = endOfTag(text, position);
    if (text.startsWith("<!", position)) {
      if (!final && text.length - position < 9) return position;
      const declaration = text.slice(position, end === -1 ? text.length : end);
      // An internal subset is where entity bombs and external files live; no export has one.
      if (/^<!(ENTITY|DOCTYPE[^>]*\[)/i.test(declaration)) throw new ConnectorRefusal("hostile-markup");
    }
    if (end === -1) return final ? text.length : position;
    const tag = text.slice(position + 1, end);
    position = end + 1;
    const first = tag.charCodeAt(0);
    if (first === 33 || first === 63) continue;
    if (first === 47) {
      events.push({ kind: "close", name: localName(tag.slice(1).trim()) });
      continue;
    }
    const selfClosing = tag.endsWith("/");
    const body = selfClosing ? tag.slice(0, -1) : tag;
    const space = body.search(/\s/);
    events.push({
      kind: "open",
      name: localName(space === -1 ? body : body.slice(0, space)),
      attributes: space === -1 ? "" : body.slice(space + 1),
      selfClosing,
    });
  }
  return position;
}

/** The `>` that ends a tag, not one inside a quoted attribute. -1 when it has not come yet. */
function endOfTag(text: string, start: number): number {
  const end = text.indexOf(">", start);
  if (end === -1) return -1;
  const quote = text.indexOf('"', start);
  if (quote === -1 || quote > end) return end;
  let inside = "";
  for (let index = start; index < text.length; index += 1) {
    const letter = text[index] as string;
    if (inside) {
      if (letter === inside) inside = "";
    } else if (letter === '"' || letter === "'") inside = letter;
    else if (letter === ">") return index;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

// Names are the few that the readers ask for.
const attributePatterns = new Map<string, RegExp>();

/** The value of an attribute, whatever its prefix, or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = attributePatterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    attributePatterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  rsquo: "’",
  laquo: "«",
  raquo: "»",
  euro: "€",
  eacute: "é",
  egrave: "è",
  ecirc: "ê",
  agrave: "à",
  ccedil: "ç",
  Eacute: "É",
};

/** An unknown name stays as it is written: nothing is ever looked up elsewhere. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
