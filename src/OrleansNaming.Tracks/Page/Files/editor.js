// The track that is open: as a drawing with its fields, or as its text. What goes wrong is thrown, for the page to tell.

import { asDrawing, asText } from "./api.js";
import { Drawing, SOURCE_SELECTED } from "./drawing.js";
import { byId } from "./elements.js";
import { sourceForm, stepForm } from "./forms.js";
import { say, sayDry, sayErrors } from "./messages.js";
import { addStep, countsOf, newTrack } from "./model.js";

const NONE = '"0"'; // the version of a track that is not there yet

export class Editor {
  track = null;
  isChanged = false;
  #version = NONE;
  #selected = SOURCE_SELECTED;
  #isText = false;

  constructor(api, group) {
    this.api = api;
    this.group = group;
    this.drawing = new Drawing((what, isGoingOn) => this.#select(what, isGoingOn), () => this.change());
  }

  get isNew() {
    return this.#version === NONE;
  }

  make(name) {
    this.#show(newTrack(this.group, name), NONE);
    this.#select(SOURCE_SELECTED, true);
    this.change();
  }

  /** Opens a track as it is kept, at the step that was selected, if it has that. */
  async open(name) {
    const { drawing, version } = await this.api.drawing(name);
    const was = this.#selected.name;
    this.#show(drawing, version);
    this.#select(drawing.steps.find(step => step.name === was) ?? SOURCE_SELECTED);
    await this.count();
  }

  addStep() {
    this.#select(addStep(this.track, this.#selected === SOURCE_SELECTED ? null : this.#selected), true);
    this.change();
  }

  change() {
    this.isChanged = true;
    this.#tell();
  }

  async validate() {
    sayErrors(await this.#validated());
  }

  async runDry() {
    sayDry(await this.api.dryRun(this.#content()));
  }

  /** Keeps the next version, and shows it as it is kept. */
  async save() {
    const saved = await this.api.save(this.track.id, this.#content(), this.#version);
    await this.open(saved.track);
    return saved.version;
  }

  async showText() {
    const answer = this.#isText ? null : await this.#validated();
    if (answer?.text) { // also of a drawing with errors, as long as each part of it can be read
      byId("text").value = answer.text;
      this.#view(true);
    } else if (answer) {
      sayErrors(answer);
    }
  }

  async showDrawing() {
    const answer = this.#isText ? await this.#validated() : null;
    if (answer?.drawing) {
      this.#version = answer.drawing.id === this.track.id ? this.#version : NONE; // another name makes another track
      this.track = answer.drawing;
      this.#select(SOURCE_SELECTED);
      this.#view(false);
      this.#tell();
    } else if (answer) {
      sayErrors(answer);
    }
  }

  /** How many records stand where; nobody is asked while nobody looks. */
  async count() {
    const counted = this.track;
    if (!counted || this.isNew || document.visibilityState !== "visible") {
      return;
    }
    try {
      const counts = countsOf(await this.api.records(counted.id));
      if (counted === this.track) {
        this.drawing.count(counts);
      }
      byId("counting").textContent = "";
    } catch (failure) {
      byId("counting").textContent = `The records are not counted: ${failure.message}`;
    }
  }

  #show(track, version) {
    [this.track, this.#version, this.isChanged] = [track, version, false];
    this.drawing.count(new Map());
    byId("editor").hidden = false;
    this.#view(false);
    this.#tell();
  }

  /** @param field where its reader goes on, by its label; true for the first one, nothing for nowhere */
  #select(what, field) {
    this.#selected = what;
    this.drawing.show(this.track, what);
    const edit = next => this.#edited(next);
    byId("properties").replaceChildren(what === SOURCE_SELECTED ? sourceForm(this.track, edit) : stepForm(this.track, what, edit, text => say(text, "bad")));
    if (field) {
      const found = [...byId("properties").querySelectorAll("label, button")].find(one => field === true || one.firstChild.textContent.trim() === field);
      (found?.control ?? found)?.focus();
    }
  }

  /** @param field where the form's reader goes on, if the form must be made anew */
  #edited(field) {
    this.change();
    if (field) {
      this.#select(this.track.steps.includes(this.#selected) ? this.#selected : SOURCE_SELECTED, field);
    } else {
      this.drawing.render();
    }
  }

  #tell() {
    byId("track").textContent = `${this.track.id} ${this.isNew ? "(new)" : `version ${this.#version.replaceAll('"', "")}`}${this.isChanged ? ", changed" : ""}`;
  }

  #content() {
    return this.#isText ? asText(byId("text").value) : asDrawing(this.track);
  }

  /** The errors, with the text that they stand in. */
  async #validated() {
    const answer = await this.api.validate(this.#content());
    return this.#isText ? { ...answer, text: byId("text").value } : answer;
  }

  #view(isText) {
    this.#isText = isText;
    [byId("text-view").hidden, byId("drawing-view").hidden, byId("add-step").disabled] = [!isText, isText, isText];
    byId("show-text").setAttribute("aria-pressed", `${isText}`);
    byId("show-drawing").setAttribute("aria-pressed", `${!isText}`);
  }
}
