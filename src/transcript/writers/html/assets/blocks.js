// The blocks of the record, one under the other: turns with their speaker, parts with their heading.

const filters = { state: "open", kinds: new Set(Object.keys(KINDS)), speaker: "", confidence: 1, order: "doubt", onlyMarked: false };
const passes = (edit) => filters.kinds.has(edit.kind) && edit.confidence <= filters.confidence;

const SURE = 0.85;
const HUES = 8;
const SLICE_MS = 12;
const articles = { list: [], byKey: new Map(), pending: 0 };

function hueOf(speaker) {
  if (!speaker || speaker.role === "host") return "hue-host";
  const others = [...state.speakers.values()].filter((other) => other.role !== "host");
  return `hue-${others.indexOf(speaker) % HUES}`;
}

// What an article shows, as a string: the same string, the same article.
function keyOf(block) {
  const speaker = speakerOf(block);
  const who = speaker ? [speaker.id, displayOf(speaker), standingOf(speaker), hues.get(speaker.id)] : [block.heading];
  const decided = editsWithin(block.start, block.end).filter((edit) => edit.verdict !== null || edit.outdone);
  const verdicts = decided.map((edit) => [edit.index, edit.verdict, edit.text]);
  return JSON.stringify([block.start, block.end, block.confidence, state.view, who, verdicts]);
}

let hues = new Map();

function refreshBlocks() {
  finishBlocks();
  hues = new Map([...state.speakers.values()].map((speaker) => [speaker.id, hueOf(speaker)]));
  const before = articles.byKey;
  articles.byKey = new Map();
  articles.list = state.blocks.map((block) => {
    const key = keyOf(block);
    const article = before.get(key) || { key, block, node: null, marks: [] };
    article.block = block;
    articles.byKey.set(key, article);
    return article;
  });
  for (const [key, article] of before) if (!articles.byKey.has(key) && article.node) article.node.remove();
  articles.pending = 0;
  if (before.size) finishBlocks();
  else buildSome(SLICE_MS);
}

// Builds for a while, and goes on when the page has had time to show it.
function buildSome(milliseconds) {
  const until = performance.now() + milliseconds;
  const sheet = document.createDocumentFragment();
  while (articles.pending < articles.list.length && performance.now() < until) {
    sheet.append(build(articles.list[articles.pending]));
    articles.pending += 1;
  }
  byId("blocks").append(sheet);
  if (articles.pending < articles.list.length) setTimeout(buildSome, 0, SLICE_MS);
  else noteFilters();
}

function finishBlocks() {
  const place = byId("blocks");
  let next = place.firstChild;
  for (const article of articles.list) {
    const node = article.node || build(article);
    if (node === next) next = next.nextSibling;
    else place.insertBefore(node, next);
  }
  articles.pending = articles.list.length;
}

function build(article) {
  const { block } = article;
  const speaker = speakerOf(block);
  const words = el("div", { class: "words" }, ...paragraphsOf(block, state.view).map(paragraph));
  const id = `b${block.start}`;
  const node = el("article", { class: `block ${speaker ? hues.get(speaker.id) : ""}`, id, "aria-labelledby": speaker || block.heading ? `${id}-who` : null }, headOf(block, speaker, id), words);
  node.style.setProperty("--height", `${60 + Math.ceil((block.end - block.start) / 38) * 33}px`);
  article.node = node;
  article.marks = Array.from(words.querySelectorAll(".edit"), (mark) => [mark, editOf(mark.dataset.edit)]);
  node.hidden = !visible(article);
  if (spy) spy.observe(node);
  return node;
}

function headOf(block, speaker, id) {
  if (!speaker) return block.heading ? el("header", { class: "who" }, el("h3", { id: `${id}-who` }, shown(block.heading))) : "";
  const time = timeAt(block.start);
  return el("header", { class: "who" },
    el("span", { class: "seal", "aria-hidden": "true" }, sealOf(speaker)),
    el("h3", { id: `${id}-who` }, el("bdi", { class: "name" }, shown(displayOf(speaker))), " ", el("bdi", { class: "standing" }, shown(standingOf(speaker)))),
    block.act ? el("span", { class: "act" }, shown(block.act)) : null,
    block.confidence < SURE ? el("span", { class: "unsure" }, `换人处把握 ${percent(block.confidence)}`) : null,
    time === null ? null : el("time", {}, clockTime(time)),
    el("span", { class: "on-paper", "aria-hidden": "true" }, shown(paperHead(block, speaker, time))),
    el("button", { type: "button", class: "change", "data-turn": block.start, "aria-label": `修改 ${short(displayOf(speaker), 12)} 这一段的发言人和起止` }, "修改"));
}

// On paper title and organisation stand before the name, as official writing has it.
function paperHead(block, speaker, time) {
  const notes = [block.act, clockTime(time)].filter(Boolean).join("，");
  const standing = [speaker.organization, displayOf(speaker).endsWith(speaker.title || "\0") ? null : speaker.title].filter(Boolean).join("");
  return [standing, displayOf(speaker)].filter(Boolean).join(" ") + (notes ? `（${notes}）` : "");
}

const sealOf = (speaker) => shown(Array.from(speaker.surname || displayOf(speaker)).slice(0, 1).join(""));

function visible(article) {
  if (filters.speaker && article.block.speaker !== filters.speaker) return false;
  return !filters.onlyMarked || article.marks.some(([, edit]) => listed(edit));
}

function filterBlocks() {
  finishBlocks();
  for (const article of articles.list) {
    for (const [mark, edit] of article.marks) mark.classList.toggle("quiet", !passes(edit));
    article.node.hidden = !visible(article);
  }
  noteFilters();
}

function noteFilters() {
  const shownOnes = articles.list.filter((article) => !article.node.hidden).length;
  const note = byId("filter-note");
  note.hidden = shownOnes === articles.list.length;
  note.textContent = `筛选后显示 ${shownOnes} / ${articles.list.length} 段发言`;
}

const articleAt = (offset) => articles.list[blockAt(offset)];

function showBlock(offset) {
  finishBlocks();
  const { node } = articleAt(offset);
  showPanel("text");
  if (node.hidden) clearFilters();
  node.scrollIntoView({ block: "start" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}

// Which block is being read: the first that reaches into the upper part of the window.
const inView = new Set();
const spy = typeof IntersectionObserver === "function"
  ? new IntersectionObserver((entries) => {
    for (const entry of entries) inView[entry.isIntersecting ? "add" : "delete"](entry.target);
    const reading = articles.list.find((article) => article.node && inView.has(article.node));
    if (reading) noteReading(reading.block);
  }, { rootMargin: "-80px 0px -60% 0px" })
  : null;
