// Own words for words that nobody has marked: select them, and a button beside them asks what they should be.

const chooser = byId("chooser");
const inSource = new WeakMap(); // a text node of the page → where its first character stands in the source

// A text node whose place in the source is known; none if what it shows is not what stands there.
function located(text, start) {
  const node = document.createTextNode(shown(text));
  if (node.data === text) inSource.set(node, start);
  return node;
}

// The source under the selection, if it lies in one paragraph and begins and ends on words that are as they stand there.
function selectedSpan() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [offsetAt(range.startContainer, range.startOffset), offsetAt(range.endContainer, range.endOffset)];
  const paragraph = range.startContainer.parentElement && range.startContainer.parentElement.closest(".words p");
  if (start === null || end === null || end <= start || !paragraph || !paragraph.contains(range.endContainer)) return null;
  return { start, end, kind: "term" };
}

function offsetAt(node, units) {
  if (!inSource.has(node)) return null;
  return inSource.get(node) + Array.from(node.data.slice(0, units)).length;
}

function offerReplacement() {
  const span = popover.hidden ? selectedSpan() : null;
  chooser.hidden = !span;
  if (!span) return;
  const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
  chooser.style.left = `${Math.max(8, box.left) + window.scrollX}px`;
  chooser.style.top = `${box.bottom + 6 + window.scrollY}px`;
}

async function replaceSelected() {
  const span = selectedSpan();
  if (!span) return;
  chooser.hidden = true;
  const before = source.slice(span.start, span.end);
  const form = await ask("改字", [el("p", {}, "原文：", el("del", {}, words(short(before, 600)))), field("应为", textInput("text", before, { autofocus: true }))]);
  if (!form || form.elements.text.value === before) return;
  decide("改字", ...acceptance(span, replacement(span, form.elements.text.value)));
  toast("改字 1 处");
}
