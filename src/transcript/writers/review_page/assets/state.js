// What the reader has decided: a log of batches, and the record as it stands with them. The log alone is kept; undoing replays it.
// Decisions have the form in which they are saved (transcript.reviewing); `reopen` alone is the page's own and is never saved.

const state = { edits: [], blocks: [], speakers: new Map(), log: [], saved: 0, view: data.view };
const given = data.edits.map((edit, index) => {
  const before = source.slice(edit.start, edit.end);
  return { ...edit, index, before, likeness: `${edit.kind}\n${before}\n${edit.after}` };
});

const nameOfEdit = ({ start, end, before, after, kind }) => ({ start, end, before, after, kind });
const editKey = ({ start, end, after, kind }) => JSON.stringify([start, end, after, kind]);
const editsByKey = new Map(given.map((edit) => [editKey(edit), edit.index]));
const editOf = (index) => state.byIndex.get(Number(index));

const PEOPLE_FACTS = new Set(["chair", "attendees"]);
const structuredCopy = (value) => JSON.parse(JSON.stringify(value));

const inForce = (edit) => !edit.outdone && (edit.verdict === null ? edit.applied : edit.verdict !== "refuse");
const resultOf = (edit) => (edit.verdict === "replace" ? edit.text : edit.after);

// How likely it is that what stands is wrong.
const doubt = (edit) => (edit.applied ? 1 - edit.confidence : edit.confidence);

// What a person should look at: suggestions, changed names and terms, and whatever is not sure; not what somebody has settled already.
const LOOKED_AT = new Set(["name", "term", "ordinal"]);

function queued(edit) {
  if (edit.own || edit.confidence === Number(edit.applied)) return false;
  return edit.applied ? LOOKED_AT.has(edit.kind) || edit.confidence < 0.9 : !edit.yields;
}

const startOf = (thing) => thing.start;

function editsWithin(start, end) {
  const found = [];
  for (let at = lastNotAbove(state.edits, start - 1, startOf) + 1; at < state.edits.length && state.edits[at].start < end; at += 1) {
    if (state.edits[at].end <= end) found.push(state.edits[at]);
  }
  return found;
}

function meet(one, other) {
  if (one.start === other.start && one.end === other.end) return true;
  return one.start < other.end && other.start < one.end;
}

const blockAt = (offset) => Math.max(0, lastNotAbove(state.blocks, offset, startOf));
const blockOf = (edit) => state.blocks[blockAt(edit.start)];
const speakerOf = (block) => state.speakers.get(block.speaker) || null;
const rivalsOf = (edit) => editsWithin(blockOf(edit).start, blockOf(edit).end).filter((other) => other !== edit && meet(other, edit));

function displayOf(speaker) {
  if (speaker.name) return speaker.name;
  if (speaker.surname && speaker.title) return speaker.surname + speaker.title;
  if (speaker.label) return speaker.label;
  return ROLES[speaker.role] || `发言人${speaker.id.replace(/^S/, "")}`;
}

function standingOf(speaker) {
  const title = speaker.title && !displayOf(speaker).endsWith(speaker.title) ? speaker.title : null;
  return [speaker.organization, title].filter(Boolean).join(" ");
}

function reset() {
  for (const edit of given) Object.assign(edit, { verdict: null, text: null, outdone: false });
  state.edits = given.slice();
  state.byIndex = new Map(given.map((edit) => [edit.index, edit]));
  state.blocks = data.blocks.map((block) => ({ ...block }));
  state.speakers = new Map(data.speakers.map((speaker) => [speaker.id, { ...speaker }]));
  state.meeting = structuredCopy(data.meeting);
  state.removed = new Set();
  state.answered = new Set();
  state.lastNumber = Math.max(0, ...data.speakers.map(({ id }) => (/^S\d{1,9}$/.test(id) ? Number(id.slice(1)) : 0)));
}

function replay() {
  reset();
  for (const batch of state.log) batch.decisions.forEach(carryOut);
}

// A decision about a turn answers what was asked of it.
function carryOut(decision) {
  if (decision.turn) state.answered.add(decision.turn.at);
  ACTIONS[decision.action](decision);
}

function decide(label, ...decisions) {
  state.log.push({ label, decisions });
  decisions.forEach(carryOut);
  refresh(touchedBy(decisions));
}

function undo() {
  const batch = state.log.pop();
  if (!batch) return null;
  replay();
  refresh(touchedBy(batch.decisions));
  return batch;
}

// The blocks whose words decisions change; null if they change the blocks themselves.
function touchedBy(decisions) {
  const places = decisions.map((decision) => (decision.edit ? decision.edit.start : decision.start));
  return places.includes(undefined) ? null : new Set(places.map(blockAt));
}

const judge = (verdict) => ({ edit }) => {
  const own = editOf(editsByKey.get(editKey(edit)));
  own.verdict = verdict;
  own.text = null;
};

const ACTIONS = {
  accept: judge("accept"),
  refuse: judge("refuse"),
  reopen: ({ edit }) => reopen(edit),
  replace: (decision) => replaceSpan(decision),
  rename: (decision) => rename(decision),
  move: ({ turn, to }) => moveTo(turn.at, to.at),
  split: (decision) => splitAt(decision),
  merge: ({ turn }) => mergeAt(turn.at),
  state: ({ fact, text = null, people = null }) => { state.meeting[fact] = PEOPLE_FACTS.has(fact) ? people || [] : text; },
  remove_point: ({ point }) => state.removed.add(point.at),
};

const about = (action, edit) => ({ action, edit: nameOfEdit(edit) });

// Accepting where another edit is in force takes that one back first.
function acceptance(edit, verdict = about("accept", edit)) {
  return [...rivalsOf(edit).filter(inForce).map((other) => about("refuse", other)), verdict];
}

function replacement({ start, end, kind }, text) {
  return { action: "replace", start, end, before: source.slice(start, end), after: text, kind: kind === "name" ? "name" : "term" };
}

// Own words for those of the source: at the place of an edit they take its place, elsewhere they are an edit of their own.
function replaceSpan({ start, end, before, after, kind }) {
  let own = state.edits.find((edit) => edit.start === start && edit.end === end);
  if (!own) {
    own = { start, end, before, after, kind, applied: false, own: true, confidence: 1, reason: "核对时改写", index: state.byIndex.size, likeness: `${kind}\n${before}\n${after}` };
    state.edits.splice(lastNotAbove(state.edits, start, startOf) + 1, 0, own);
    state.byIndex.set(own.index, own);
  }
  Object.assign(own, { verdict: "replace", text: after, outdone: false });
  for (const other of rivalsOf(own)) if (inForce(other) && other.start >= start && other.end <= end) other.outdone = true;
}

function reopen(edit) {
  const key = editKey(edit);
  const own = editsByKey.has(key) ? editOf(editsByKey.get(key)) : state.edits.find((other) => other.own && editKey(other) === key);
  if (own.own) state.edits.splice(state.edits.indexOf(own), 1);
  else Object.assign(own, { verdict: null, text: null });
  for (const other of state.edits) if (other.outdone && meet(other, own)) other.outdone = false;
}
