// Decisions about turns: who speaks, where a turn begins. Each is carried out on the turns as the earlier ones left them.

const WORDS = 12; // by which a place is known again
const place = (at) => ({ at, words: source.slice(at, at + WORDS) });

// Who a decision speaks of: somebody who speaks already, by a turn of theirs, or a person by name.
function speakerFor(decision) {
  if (decision.as) return state.blocks[blockAt(decision.as.at)].speaker;
  const known = namesake(decision.person);
  if (known) return known.id;
  const id = freeId();
  state.speakers.set(id, { id, role: "unknown", label: null, ...personOf(decision.person) });
  return id;
}

function namesake(person, except) {
  for (const speaker of state.speakers.values()) {
    if (person.name && speaker.name === person.name && speaker !== except) return speaker;
  }
  return null;
}

const personOf = ({ name = null, surname = null, title = null, organization = null }) => ({ name, surname, title, organization });

function freeId() {
  let number = state.speakers.size + 1;
  while (state.speakers.has(`S${number}`)) number += 1;
  return `S${number}`;
}

function rename(decision) {
  const block = state.blocks[blockAt(decision.turn.at)];
  if (decision.where === "turn") block.speaker = speakerFor(decision);
  else if (decision.as) unite(block.speaker, speakerFor(decision));
  else renameEverywhere(block.speaker, decision.person);
  joinNeighbours();
}

function renameEverywhere(id, person) {
  const speaker = state.speakers.get(id);
  const other = namesake(person, speaker);
  Object.assign(speaker, personOf(person));
  if (other) unite(other.id, id);
}

function unite(from, into) {
  for (const block of state.blocks) if (block.speaker === from) block.speaker = into;
  if (from !== into) state.speakers.delete(from);
}

function splitAt(decision) {
  const offset = decision.at.at;
  const at = blockAt(offset);
  const block = state.blocks[at];
  const second = { start: offset, end: block.end, speaker: speakerFor(decision), confidence: 1, act: null };
  state.blocks.splice(at, 1, { ...block, end: speechEndBefore(offset) }, second);
  joinNeighbours();
}

function mergeAt(start) {
  const at = blockAt(start);
  state.blocks.splice(at - 1, 2, { ...state.blocks[at - 1], end: state.blocks[at].end });
  joinNeighbours();
}

function moveTo(start, to) {
  const at = blockAt(start);
  Object.assign(state.blocks[at], { start: to, confidence: 1 });
  state.blocks[at - 1].end = speechEndBefore(to);
}

function speechEndBefore(offset) {
  const at = lastNotAbove(data.speech, offset - 1, first);
  return at < 0 ? offset : Math.min(offset, data.speech[at][1]);
}

// Neighbouring turns have different speakers.
function joinNeighbours() {
  for (let at = state.blocks.length - 1; at > 0; at -= 1) {
    const [left, right] = [state.blocks[at - 1], state.blocks[at]];
    if (left.speaker === right.speaker) state.blocks.splice(at - 1, 2, { ...left, end: right.end });
  }
  dropSilent();
}

// Whoever has no turn left does not speak.
function dropSilent() {
  const heard = new Set(state.blocks.map((block) => block.speaker));
  for (const id of [...state.speakers.keys()]) if (!heard.has(id)) state.speakers.delete(id);
}
