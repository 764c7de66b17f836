// The words of a block: speech with its edits, in paragraphs as lines and numbered points begin.

const breaks = new Set(data.speech.filter(([, , broken]) => broken).map(first));
const LINE_END = /[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/;

// Where paragraphs begin for the sake of the outline: offset, depth from there on, whether a point opens.
let outline = { removed: null, size: -1, levels: [] };
function levels() {
  const { removed } = state;
  if (outline.removed === removed && outline.size === removed.size) return outline.levels;
  const points = data.points.filter(([start]) => !removed.has(start));
  const ends = points.map(([, end, depth]) => [end, depth - 1, false]);
  const starts = points.map(([start, , depth]) => [start, depth, true]);
  const byOffset = new Map();
  for (const [offset, depth, opens] of [...ends.sort((a, b) => b[1] - a[1]), ...starts]) byOffset.set(offset, [offset, depth, opens]);
  outline = { removed, size: removed.size, levels: [...byOffset.values()].sort((a, b) => a[0] - b[0]) };
  return outline.levels;
}

// The edits of a block that can be shown side by side: those in force, then suggestions that meet none of them.
function standing(block) {
  const inside = editsWithin(block.start, block.end);
  const forced = inside.filter(inForce);
  const open = inside.filter((edit) => !inForce(edit));
  const chosen = [];
  let at = 0;
  for (const edit of open) {
    while (at < forced.length && forced[at].start <= edit.start) chosen.push(forced[at++]);
    const before = chosen[chosen.length - 1];
    const meets = (before && meet(before, edit)) || (at < forced.length && meet(forced[at], edit));
    if (!meets) chosen.push(edit);
  }
  return [...chosen, ...forced.slice(at)];
}

// The end of a sentence that is only suggested, and that nobody has refused: the clean view shows it, marked as a suggestion.
const isSuggestedStop = (edit) => edit.kind === "punctuation" && !edit.applied && edit.confidence > 0 && !edit.yields && STOPS.has(edit.after)
  && edit.verdict === null && !edit.outdone && !source.slice(edit.start, edit.end).trim();
const STOPS = new Set(["。", "？"]);
const READING_LENGTH = 200; // characters of a paragraph, as in the Word document
const SENTENCE_END = /[。！？!?…][”’」』）)]*$/;

// Paragraphs of a block, each a row of runs: text, and the edit that it belongs to, if any.
function paragraphsOf(block, view) {
  const page = new Paragraphs(block.start, view === "clean" && data.kind === "transcript");
  const firstSpeech = data.speech[Math.max(0, lastNotAbove(data.speech, block.start, first))];
  let at = firstSpeech ? Math.max(block.start, Math.min(firstSpeech[0], block.end)) : block.start;
  for (const edit of standing(block)) {
    if (edit.start < at) continue;
    addSpeech(page, at, edit.start, null);
    if (view === "clean" && inForce(edit)) page.add(edit.start, resultOf(edit), edit, edit.end);
    else if (view === "clean" && isSuggestedStop(edit)) page.add(edit.start, edit.after, edit, edit.end);
    else addSpeech(page, edit.start, edit.end, edit);
    at = edit.end;
  }
  addSpeech(page, at, block.end, null);
  return page.rows.filter((row) => row.runs.length);
}

function addSpeech(page, start, end, edit) {
  let any = false;
  for (let at = Math.max(0, lastNotAbove(data.speech, start, first)); at < data.speech.length; at += 1) {
    const [from, to] = data.speech[at];
    if (from >= end) break;
    const [left, right] = [Math.max(from, start), Math.min(to, end)];
    if (left >= right) continue;
    any = true;
    addPiece(page, left, right, edit);
  }
  if (edit && !any) page.add(start, "", edit, end);
}

// A piece of speech, cut where the outline wants a new paragraph.
function addPiece(page, start, end, edit) {
  let at = start;
  const places = levels();
  for (let level = lastNotAbove(places, start, first) + 1; level < places.length && places[level][0] < end && !edit; level += 1) {
    page.add(at, source.slice(at, places[level][0]), null, places[level][0]);
    at = places[level][0];
  }
  page.add(at, source.slice(at, end), edit, end);
}

class Paragraphs {
  // What flows is cut after sentences, and not where the recorder's lines end.
  constructor(start, flows) {
    this.flows = flows;
    this.rows = [];
    this.joined = start; // an edit in force that ends where a line starts has joined the two lines
    this.begin(start, start);
  }

  // A new paragraph at an offset, at the level that holds where its first run reaches to.
  begin(offset, reach) {
    this.level = lastNotAbove(levels(), reach, first);
    const [from, depth, opens] = this.level < 0 ? [0, 0, false] : levels()[this.level];
    this.rows.push({ depth, opens: opens && from >= offset ? from : null, runs: [] });
  }

  add(start, text, edit, end) {
    const reach = edit ? Math.max(start, end - 1) : start;
    const filled = this.rows[this.rows.length - 1].runs.length > 0;
    const newLine = breaks.has(start) && start > this.joined;
    const broken = this.flows ? this.isFull(newLine) : newLine;
    if (!filled || broken || lastNotAbove(levels(), reach, first) !== this.level) this.begin(start, reach);
    else if (newLine) this.keepApart(start, text);
    this.addLines(start, text, edit);
    if (edit && inForce(edit)) this.joined = end;
  }

  // Whether a paragraph is long enough: at the end of a sentence, or twice so at the end of a line.
  isFull(newLine) {
    const words = this.rows[this.rows.length - 1].runs.map((run) => run.text).join("");
    return words.length >= READING_LENGTH && (SENTENCE_END.test(words) || (newLine && words.length >= 2 * READING_LENGTH));
  }

  // Two Latin words that a line end has parted.
  keepApart(start, text) {
    const { runs } = this.rows[this.rows.length - 1];
    if (/[A-Za-z0-9]$/.test(runs[runs.length - 1].text) && /^[A-Za-z0-9]/.test(text)) runs.push({ text: " ", edit: null, start: start - 1 });
  }

  addLines(start, text, edit) {
    if (edit) {
      this.rows[this.rows.length - 1].runs.push({ text, edit });
      return;
    }
    let passed = 0;
    for (const [index, line] of text.split(LINE_END).entries()) {
      if (index) this.begin(start, start);
      if (line) this.rows[this.rows.length - 1].runs.push({ text: line, edit: null, start: start + Array.from(text.slice(0, passed)).length });
      passed += line.length + 1;
    }
  }
}

// What takes a numbered point out of the record; its words stay.
function unpoint(start) {
  return el("button", { type: "button", class: "unpoint", "data-unpoint": start, title: "不是要点：去掉编号和分段，文字不变", "aria-label": `不是要点：${short(source.slice(start, start + 16), 12)}` });
}

function removePoint(start) {
  decide("去掉要点", { action: "remove_point", point: place(start) });
}

function paragraph(row) {
  const node = el("p", { class: row.depth ? `depth-${Math.min(row.depth, 4)}${row.opens === null ? "" : " opens"}` : null });
  if (row.opens !== null) node.append(unpoint(row.opens));
  for (const run of row.runs) node.append(run.edit ? mark(run.edit, run.text) : located(run.text, run.start));
  return node;
}

function mark(edit, text) {
  const words = shown(text).replace(/\s+/g, " ");
  const node = el("span", { class: `edit kind-${edit.kind}`, role: "button", tabindex: "-1", "data-edit": edit.index }, words);
  node.classList.toggle("applied", inForce(edit));
  node.classList.toggle("suggested", !inForce(edit));
  node.classList.toggle("stop", isSuggestedStop(edit));
  node.classList.toggle("decided", edit.verdict !== null);
  node.classList.toggle("quiet", !passes(edit));
  if (!words.trim()) {
    node.classList.add("empty");
    node.setAttribute("aria-label", edit.before.trim() ? `${KINDS[edit.kind]}：删去“${shown(edit.before)}”` : `${KINDS[edit.kind]}：此处有改动`);
  }
  return node;
}
