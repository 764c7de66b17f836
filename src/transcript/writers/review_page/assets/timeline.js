// Who spoke when, to scale: a lane for each speaker. Without times the length of the text stands for them.

const timed = data.clock.length > 0;
const atScale = (offset) => (timed ? timeAt(offset) : offset);
const scale = { from: 0, span: 1 };
const TICKS_MS = [10e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3, 7200e3];
const SVG = "http://www.w3.org/2000/svg";
const LANE = 1000; // units of a lane's width

function refreshTimeline() {
  const blocks = state.blocks.filter((block) => block.speaker);
  byId("timeline").hidden = !blocks.length;
  if (!blocks.length) return;
  scale.from = atScale(blocks[0].start);
  scale.span = Math.max(1, atScale(blocks[blocks.length - 1].end) - scale.from);
  const lanes = lanesOf(blocks);
  byId("lanes").replaceChildren(axis(), ...lanes.map(lane), doubts());
  notePosition();
}

// The speakers in the order of their first words, each with the turns and their length.
function lanesOf(blocks) {
  const found = new Map();
  for (const block of blocks) {
    const own = found.get(block.speaker) || { speaker: speakerOf(block), blocks: [], length: 0 };
    own.blocks.push(block);
    own.length += atScale(block.end) - atScale(block.start);
    found.set(block.speaker, own);
  }
  return [...found.values()];
}

function lane({ speaker, blocks, length }) {
  const name = displayOf(speaker);
  const amount = timed ? duration(length) : `${length} 字`;
  const share = percent(length / scale.span);
  return el("div", { class: `lane ${hues.get(speaker.id)}` },
    el("button", { type: "button", class: "lane-name", "data-speaker": speaker.id, "aria-pressed": String(filters.speaker === speaker.id), title: shown(`只看${short(name, 40)}的发言`) }, el("bdi", {}, shown(short(name, 14)))),
    bars(blocks, `${short(name, 20)}：发言 ${blocks.length} 次，${amount}`),
    el("span", { class: "lane-length" }, el("b", {}, amount), ` ${share}`));
}

function bars(blocks, label) {
  const path = blocks.map((block) => {
    const left = unit(atScale(block.start));
    return `M${left} 0h${Math.max(1.6, unit(atScale(block.end)) - left).toFixed(2)}v1H${left}z`;
  });
  return track(path.join(""), shown(label));
}

function track(path, label) {
  const picture = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", `0 0 ${LANE} 1`], ["preserveAspectRatio", "none"], ["class", "track"], ["role", "img"], ["aria-label", label]]) picture.setAttribute(name, value);
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  picture.append(shape);
  return picture;
}

const unit = (value) => +((LANE * (value - scale.from)) / scale.span).toFixed(2);

function axis() {
  const step = timed ? TICKS_MS.find((tick) => scale.span / tick <= 9) || TICKS_MS[TICKS_MS.length - 1] : scale.span / 4;
  const ticks = el("div", { class: "ticks" });
  const begin = timed ? Math.ceil(scale.from / step) * step : 0;
  for (let at = begin; at <= scale.from + scale.span; at += step) {
    const tick = el("span", {}, timed ? clockTime(at) : `${Math.round(at - scale.from)} 字`);
    tick.style.left = `${unit(at) / (LANE / 100)}%`;
    ticks.append(tick);
  }
  const place = el("i", { class: "position", id: "position" });
  return el("div", { class: "lane axis", "aria-hidden": "true" }, el("span", {}), el("div", { class: "ticks-box" }, ticks, place), el("span", {}));
}

function refreshDoubts() {
  const row = byId("lanes").querySelector(".doubts");
  if (row) row.replaceWith(doubts());
}

// Where something waits to be checked.
function doubts() {
  const open = state.edits.filter((edit) => queued(edit) && edit.verdict === null);
  const path = open.map((edit) => `M${unit(atScale(edit.start))} 0h1.6v1h-1.6z`).join("");
  return el("div", { class: "lane doubts" }, el("span", { class: "lane-name" }, "待核"), track(path, `待核 ${open.length} 处`), el("span", { class: "lane-length" }, el("b", {}, `${open.length} 处`)));
}

let readingStart = 0;

function notePosition() {
  const place = byId("position");
  if (place) place.style.left = `${Math.min(100, Math.max(0, unit(atScale(readingStart)) / (LANE / 100)))}%`;
}

function noteReading(block) {
  readingStart = block.start;
  notePosition();
  noteContents(block);
}

// A click on a lane goes to the turn of that speaker nearest to it.
function clickTrack(event) {
  const picture = event.target.closest(".track");
  const row = event.target.closest(".lane");
  if (!picture || !row) return;
  const box = picture.getBoundingClientRect();
  const value = scale.from + (scale.span * (event.clientX - box.left)) / box.width;
  const button = row.querySelector("[data-speaker]");
  if (button) showBlock(nearest(state.blocks.filter((block) => block.speaker === button.dataset.speaker), value).start);
  else showNearestDoubt(value);
}

function nearest(things, value) {
  const distance = (thing) => Math.max(0, atScale(thing.start) - value, value - atScale(thing.end));
  return things.reduce((best, thing) => (distance(thing) < distance(best) ? thing : best));
}

function showNearestDoubt(value) {
  const open = state.edits.filter((edit) => queued(edit) && edit.verdict === null);
  if (open.length) select(nearest(open, value));
}
