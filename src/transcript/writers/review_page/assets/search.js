// Finding words in the text as it is shown.

const finding = { words: "", hits: [], at: 0, texts: new WeakMap() };

function search(words) {
  finding.words = words.trim();
  finding.hits = finding.words ? hitsOf(finding.words.toLowerCase()) : [];
  finding.at = 0;
  showHit();
}

function hitsOf(words) {
  finishBlocks();
  const hits = [];
  for (const article of articles.list) {
    const text = textOf(article);
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) hits.push({ article, at });
  }
  return hits;
}

function textOf(article) {
  if (!finding.texts.has(article)) {
    const text = article.node.lastChild.textContent;
    const small = text.toLowerCase();
    finding.texts.set(article, small.length === text.length ? small : text);
  }
  return finding.texts.get(article);
}

function find(by) {
  if (!finding.hits.length) return;
  finding.at = (finding.at + by + finding.hits.length) % finding.hits.length;
  showHit();
}

function showHit() {
  const many = finding.hits.length;
  byId("found").textContent = finding.words ? (many ? `${finding.at + 1} / ${many}` : "没有") : "";
  byId("find-next").hidden = byId("find-previous").hidden = !many;
  const hit = finding.hits[finding.at];
  if (window.CSS && CSS.highlights) CSS.highlights.delete("found");
  if (!hit) return;
  if (hit.article.node.hidden) clearFilters();
  const range = rangeOf(hit.article.node.lastChild, hit.at, finding.words.length);
  if (!range) return;
  if (window.CSS && CSS.highlights) CSS.highlights.set("found", new Highlight(range));
  else selectRange(range);
  showPanel("text");
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

function selectRange(range) {
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// The range of some characters of an element's text.
function rangeOf(node, from, length) {
  const range = document.createRange();
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const end = passed + text.data.length;
    if (!begun && from < end) {
      range.setStart(text, from - passed);
      begun = true;
    }
    if (begun && from + length <= end) {
      range.setEnd(text, from + length - passed);
      return range;
    }
    passed = end;
  }
  return null;
}

function searchKey(event) {
  if (event.key === "Enter") find(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    event.target.value = "";
    search("");
    event.target.blur();
  }
}
