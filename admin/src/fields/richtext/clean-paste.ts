/**
 * HTML from word processors, made plain: they write lists as paragraphs, bold as styles, and much that nobody sees. Read by an inert parser, so that nothing
 * in it runs or loads.
 */
const INVISIBLE =
  "style, meta, link, title, xml, script, head, o\\:p, w\\:sdt, [style*='display:none'], [style*='mso-hide:all']";
/** Remarks, and what would run: the page's policy would only complain of it. */
const UNREAD = /<!--[\s\S]*?-->|<!\[[^\]]*\]>|\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const KEPT = new Set(["href", "src", "alt", "title", "colspan", "rowspan", "start"]);

export function cleanPaste(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(UNREAD, ""), "text/html").body;
  for (const element of body.querySelectorAll(INVISIBLE)) element.remove();
  // Pictures of elsewhere (a folder of who copied, another site) would be missing tomorrow: they come in as files.
  for (const picture of body.querySelectorAll("img:not([src^='/'])")) picture.remove();
  makeLists(body);
  for (const element of [...body.querySelectorAll<HTMLElement>("*")]) {
    marksOf(element);
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
  }
  for (const element of [
    ...body.querySelectorAll("span, font, div:not(:has(p, div, ul, ol, table, h1, h2, h3, h4, h5, h6))"),
  ]) {
    if (element.tagName === "DIV") replaceBy(element, "p");
    else element.replaceWith(...element.childNodes);
  }
  for (const element of [...body.querySelectorAll("p")])
    if (element.textContent?.replace(/[\s\u00a0]/g, "") === "" && element.querySelector("img") === null)
      element.remove();
  return body.innerHTML.replace(/\u00a0/g, " ");
}

/** Google writes all of a text inside of a `b` that is not bold, and bold as a style. */
function marksOf(element: HTMLElement): void {
  const { fontWeight, fontStyle, textDecoration } = element.style;
  if (element.tagName === "B" && fontWeight === "normal") element.replaceWith(...element.childNodes);
  if (element.tagName !== "SPAN") return;
  const isBold = fontWeight === "bold" || Number(fontWeight) >= 600;
  const wanted = [
    isBold ? "strong" : "",
    fontStyle === "italic" ? "em" : "",
    textDecoration.includes("line-through") ? "s" : "",
  ];
  for (const name of wanted.filter((one) => one !== "")) {
    const mark = element.ownerDocument.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

/** Word's lists are paragraphs whose style says `mso-list:l0 level2`, with a bullet written out as text. */
function makeLists(body: HTMLElement): void {
  for (const paragraph of [
    ...body.querySelectorAll<HTMLElement>("p[style*='mso-list'], p[class*='MsoListParagraph']"),
  ]) {
    const marker = paragraph.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
    const isNumbered = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i.test(marker?.textContent ?? paragraph.textContent ?? "");
    marker?.remove();
    const tag = isNumbered ? "OL" : "UL";
    const before = paragraph.previousElementSibling;
    const list = before?.tagName === tag ? before : paragraph.ownerDocument.createElement(tag);
    if (list !== before) paragraph.before(list);
    const item = paragraph.ownerDocument.createElement("li");
    const text = paragraph.ownerDocument.createElement("p");
    text.append(...paragraph.childNodes);
    if (marker === null) trimMarker(text);
    item.append(text);
    list.append(item);
    paragraph.remove();
  }
}

function trimMarker(paragraph: HTMLElement): void {
  const first = paragraph.firstChild;
  if (first?.nodeType === 3)
    first.textContent = (first.textContent ?? "").replace(/^\s*(?:[·•o§-]|\d+[.)]|[a-z][.)])[\s\u00a0]+/i, "");
}

function replaceBy(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
