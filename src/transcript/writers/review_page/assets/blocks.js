// The blocks of the record, one under the other: turns with their speaker, parts with their heading.

const filters = { state: "open", kinds: new Set(Object.keys(KINDS)), speaker: "", confidence: 1, order: "doubt", onlyMarked: false };
const passes = (edit) => filters.kinds.has(edit.kind) && edit.confidence <= filters.confidence;

const SURE = 0.85;
const NAME = 60; // characters of a name that are shown at most
const HUES = 8;
const SLICE_MS = 12;
const articles = { list: [], byKey: new Map() };

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
  const removed = [...state.removed].filter((at) => at >= block.start && at < block.end);
  return JSON.stringify([block.start, block.end, block.confidence, who, verdicts, removed]);
}

let hues = new Map();

function refreshBlocks() {
  hues = new Map([...state.speakers.values()].map((speaker) => [speaker.id, hueOf(speaker)]));
  const before = articles.byKey;
  articles.byKey = new Map();
  articles.list = state.blocks.map((block) => {
    const key = keyOf(block);
    const article = before.get(key) || { key, block, node: null, marks: [], view: null };
    article.block = block;
    articles.byKey.set(key, article);
    return article;
  });
  for (const [key, article] of before) if (!articles.byKey.has(key) && article.node) article.node.remove();
  if (before.size) placeBlocks();
  else buildSome();
}

// Draws blocks anew in which an edit has been decided.
function redrawBlocks(touched) {
  for (const index of touched) {
    const old = articles.list[index];
    const article = { key: keyOf(old.block), block: old.block, node: null, marks: [], view: null };
    articles.list[index] = article;
    articles.byKey.delete(old.key);
    articles.byKey.set(article.key, article);
    if (old.node) old.node.replaceWith(build(article));
  }
}

// Builds and draws for a while, and goes on when the page has had time to show it.
function buildSome() {
  const until = performance.now() + SLICE_MS;
  const late = articles.list.filter((article) => !article.node || article.view !== state.view);
  const sheet = document.createDocumentFragment();
  let done = 0;
  for (; done < late.length && performance.now() < until; done += 1) {
    if (late[done].node) drawWords(late[done]);
    else sheet.append(build(late[done]));
  }
  byId("blocks").append(sheet);
  byId("blocks").setAttribute("aria-busy", String(done < late.length));
  if (done < late.length) setTimeout(buildSome, 0);
  else noteFilters();
}

function finishBlocks() {
  const late = articles.list.filter((article) => !article.node || article.view !== state.view);
  for (const article of late) if (article.node) drawWords(article);
  if (late.some((article) => !article.node)) placeBlocks();
}

function placeBlocks() {
  const container = byId("blocks");
  let next = container.firstChild;
  for (const article of articles.list) {
    const node = article.node || build(article);
    if (node === next) next = next.nextSibling;
    else container.insertBefore(node, next);
  }
}

// The other view: what is being read at once, the rest bit by bit.
function redrawView() {
  const reading = blockAt(readingStart);
  for (const article of articles.list.slice(Math.max(0, reading - 4), reading + 12)) if (article.node) drawWords(article);
  buildSome();
}

function build(article) {
  const { block } = article;
  const speaker = speakerOf(block);
  const id = `b${block.start}`;
  const node = el("article", { class: `block ${speaker ? hues.get(speaker.id) : ""}`, id, "aria-labelledby": speaker || block.heading ? `${id}-who` : null },
    headOf(block, speaker, id), el("div", { class: "words" }));
  node.style.setProperty("--height", `${60 + Math.ceil((block.end - block.start) / 38) * 33}px`);
  article.node = node;
  drawWords(article);
  node.hidden = !visible(article);
  if (spy) spy.observe(node);
  return node;
}

function drawWords(article) {
  const words = article.node.lastChild;
  words.replaceChildren(...paragraphsOf(article.block, state.view).map(paragraph));
  article.view = state.view;
  article.marks = Array.from(words.querySelectorAll(".edit"), (mark) => [mark, editOf(mark.dataset.edit)]);
}

function headOf(block, speaker, id) {
  if (!speaker) return block.heading ? el("header", { class: "who" }, el("h3", { id: `${id}-who` }, shown(block.heading))) : "";
  const time = timeAt(block.start);
  return el("header", { class: "who" },
    el("span", { class: "seal", "aria-hidden": "true" }, sealOf(speaker)),
    el("h3", { id: `${id}-who` }, el("bdi", { class: "name" }, shown(short(displayOf(speaker), NAME))), " ", el("bdi", { class: "standing" }, shown(short(standingOf(speaker), 2 * NAME)))),
    block.act ? el("span", { class: "act" }, shown(short(block.act, NAME))) : null,
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
  return !filters.onlyMarked || editsWithin(article.block.start, article.block.end).some(listed);
}

function filterBlocks() {
  for (const article of articles.list) {
    for (const [mark, edit] of article.marks) mark.classList.toggle("quiet", !passes(edit));
    if (article.node) article.node.hidden = !visible(article);
  }
  noteFilters();
}

function noteFilters() {
  const shownOnes = articles.list.filter(visible).length;
  const note = byId("filter-note");
  note.hidden = shownOnes === articles.list.length;
  note.textContent = `筛选后显示 ${shownOnes} / ${articles.list.length} 段发言`;
}

// The way to a block is as long as the blocks before it: all must stand.
function placeAll() {
  if (articles.list.some((article) => !article.node)) placeBlocks();
}

const articleAt = (offset) => articles.list[blockAt(offset)];

function showBlock(offset) {
  placeAll();
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
