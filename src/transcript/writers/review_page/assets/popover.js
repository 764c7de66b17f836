// What is known of one edit, beside its place in the text.

const popover = byId("popover");
let popoverIndex = null;
let popoverOpener = null;

const popoverEdit = () => (popoverIndex === null ? null : editOf(popoverIndex));

function openPopover(edit, opener) {
  popoverIndex = edit.index;
  popoverOpener = opener;
  const same = state.edits.filter((other) => isOpen(other) && other.likeness === edit.likeness);
  popover.replaceChildren(
    el("div", { class: "popover-top" },
      el("h2", { id: "popover-title" }, KINDS[edit.kind]), statusOf(edit), meter(edit),
      el("button", { type: "button", class: "close", "aria-label": "关闭", onclick: closePopover }, "×")),
    el("dl", {}, ...rows(edit)),
    el("div", { class: "actions" }, ...actions(edit.verdict === null ? [edit, ...same.filter((other) => other !== edit)] : [], edit)));
  popover.className = `popover kind-${edit.kind}`;
  popover.hidden = false;
  placePopover();
  settleIn(edit.index, SETTLING);
  popover.focus({ preventScroll: true });
}

function rows(edit) {
  const time = timeAt(edit.start);
  const speaker = speakerOf(blockOf(edit));
  const where = [clockTime(time), speaker && short(displayOf(speaker), 16)].filter(Boolean).join("　");
  const others = rivalsOf(edit);
  const known = [
    ["原文", el("del", {}, words(short(edit.before, 600)) || "（无）")],
    [inForce(edit) ? "改为" : "疑为", el("ins", {}, words(short(resultOf(edit), 600)) || "（删去）")],
    ["理由", edit.reason && shown(short(edit.reason, 600))],
    ["另一可能", edit.runnerUp && el("button", { type: "button", class: "other", onclick: () => replaceWith(edit, edit.runnerUp) }, shown(short(edit.runnerUp, 60)))],
    ["此处还有", others.length ? el("span", {}, ...others.slice(0, 5).map((other) => el("button", { type: "button", class: "other", onclick: () => select(other) }, KINDS[other.kind], "：", ...changeOf(other)))) : null],
    ["位置", where || null],
  ];
  return known.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)));
}

function placePopover() {
  if (popover.hidden || !popoverOpener) return;
  const [box, own] = [popoverOpener.getBoundingClientRect(), popover.getBoundingClientRect()];
  const edge = byId("main").getBoundingClientRect().right;
  const left = Math.max(8, Math.min(box.left - 24, edge - own.width - 8));
  const below = box.bottom + 10;
  const top = below + own.height < window.innerHeight ? below : Math.max(64, box.top - own.height - 10);
  popover.style.left = `${left + window.scrollX}px`;
  popover.style.top = `${top + window.scrollY}px`;
}

// Blocks that come into sight get their real heights in the next frames, and move what is below them.
const SETTLING = 12;

function settleIn(index, frames) {
  if (popoverIndex !== index || !popoverOpener.isConnected) return;
  bringIntoSight();
  if (frames) requestAnimationFrame(() => settleIn(index, frames - 1));
}

function bringIntoSight() {
  const box = popoverOpener.getBoundingClientRect();
  if (box.top < 80 || box.bottom > window.innerHeight * 0.8) popoverOpener.scrollIntoView({ block: "center" });
  placePopover();
}

function closePopover() {
  if (popover.hidden) return;
  popover.hidden = true;
  popoverIndex = null;
  if (popoverOpener && popoverOpener.isConnected) popoverOpener.focus({ preventScroll: true });
}

function replaceWith(edit, text) {
  settle("改写", [edit], acceptance(edit, replacement(edit, text)));
}
