// The drawing: one box a step, one symbol for where records come from, arrows for the ways on. Boxes are dragged, or moved with the arrow keys.

import { byId, svg } from "./elements.js";
import { END, PLACE_MAX, SOURCE, arrowsOf, endOf, lineAt, linesOf, placesOf, sizeOf, sourceLines } from "./layout.js";
import { wordsOf } from "./model.js";

const KEY_STEP = 10;
const KEYS = { ArrowLeft: [-KEY_STEP, 0], ArrowRight: [KEY_STEP, 0], ArrowUp: [0, -KEY_STEP], ArrowDown: [0, KEY_STEP] };

/** What is selected when no step is: the source with its triggers. */
export const SOURCE_SELECTED = "source";

export class Drawing {
  #track = null;
  #counts = new Map();
  #selected = SOURCE_SELECTED;
  #drag = null;

  /**
   * @param onSelect told of a step, or of the source; and with true when its reader means to go on there
   * @param onMove told when a box has another place
   */
  constructor(onSelect, onMove) {
    this.onSelect = onSelect;
    this.onMove = onMove;
    this.root = byId("drawing");
    this.root.addEventListener("pointermove", event => this.#dragTo(event));
    this.root.addEventListener("pointerup", () => this.#drop());
    this.root.addEventListener("pointercancel", () => this.#drop());
  }

  show(track, selected) {
    this.#track = track;
    this.#selected = selected;
    this.render();
  }

  /** @param counts how many records stand where, in words, by the steps' names */
  count(counts) {
    const isNew = `${[...counts]}` !== `${[...this.#counts]}`;
    this.#counts = counts;
    if (isNew && this.#track) {
      this.render();
    }
  }

  render() {
    const places = placesOf(this.#track);
    const end = endOf(places);
    const focused = document.activeElement?.getAttribute("data-box");
    byId("arrows").replaceChildren(...arrowsOf(this.#track, places, end).flatMap(arrowOf), svg("g", { class: "end" }, svg("rect", { ...end, rx: 15 }), line({ text: "end" }, end.x + END.width / 2 - 12, end.y + 20)));
    byId("boxes").replaceChildren(this.#source(), ...this.#track.steps.map((step, index) => this.#box(step, index, places[index])));
    const { width, height } = sizeOf(places, end);
    this.root.setAttribute("width", width);
    this.root.setAttribute("height", height);
    if (focused) {
      [...byId("boxes").children].find(box => box.getAttribute("data-box") === focused)?.focus();
    }
  }

  #source() {
    return this.#symbol(SOURCE_SELECTED, "source", "Where records come from, and when", SOURCE, sourceLines(this.#track));
  }

  #box(step, index, place) {
    const count = this.#counts.get(step.name);
    const condition = step.condition ? `if ${step.condition}` : "always";
    const label = `Step ${step.name}: ${condition}; ${[...step.actions, wordsOf(step.onTrue)].join(", ")}${step.condition ? `; otherwise ${wordsOf(step.onFalse)}` : ""}${count ? `; ${count}` : ""}`;
    const box = this.#symbol(step, `${index}`, label, place, linesOf(step, count));
    box.addEventListener("keydown", event => KEYS[event.key] && this.#push(event, step, place));
    return box;
  }

  #symbol(what, name, label, place, lines) {
    const isSelected = this.#selected === what;
    return svg("g", {
      "data-box": name, class: `box ${what === SOURCE_SELECTED ? "source" : "step"}`, role: "button", tabindex: 0, "aria-pressed": `${isSelected}`, "aria-label": label,
      pointerdown: event => this.#take(event, what, place), click: () => this.onSelect(what),
      keydown: event => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), this.onSelect(what, true)),
    }, svg("title", {}, label), svg("rect", { ...place, rx: what === SOURCE_SELECTED ? 24 : 6 }), ...lines.map((text, index) => line(text, place.x + 12, place.y + lineAt(index))));
  }

  /** The root hears the pointer from here on: the box itself is made anew when something changes. */
  #take(event, what, { x, y }) {
    if (event.button === 0) {
      this.root.setPointerCapture(event.pointerId);
      this.#drag = { what, from: [event.clientX, event.clientY], place: [x, y], isMoved: false };
    }
  }

  #dragTo(event) {
    if (!this.#drag || this.#drag.what === SOURCE_SELECTED) {
      return;
    }
    const { what, from, place } = this.#drag;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (this.#drag.isMoved || dx || dy) {
      this.#drag.isMoved = true;
      this.#put(what, place[0] + dx, place[1] + dy);
    }
  }

  #drop() {
    const drag = this.#drag;
    this.#drag = null;
    if (drag?.isMoved) {
      this.onMove();
    }
    if (drag) {
      this.onSelect(drag.what);
    }
  }

  #push(event, step, place) {
    event.preventDefault();
    const [dx, dy] = KEYS[event.key];
    this.#put(step, place.x + dx, place.y + dy);
    this.onMove();
  }

  #put(step, x, y) {
    [step.x, step.y] = [x, y].map(value => Math.min(Math.max(Math.round(value), 0), PLACE_MAX));
    this.render();
  }
}

const line = ({ kind, text }, x, y) => svg("text", { x, y, class: kind }, text);

const arrowOf = ({ kind, path, label, at, anchor }) => [
  svg("path", { d: path, class: `arrow ${kind}`, "marker-end": `url(#arrow-${kind})` }),
  svg("text", { ...at, class: `way ${kind}`, "text-anchor": anchor }, label),
];
