// What the page tells its reader: one message at a time, where screen readers hear it.

import { byId, html } from "./elements.js";

/** @param kind good, bad or plain */
export function say(text, kind = "plain", ...more) {
  byId("messages").replaceChildren(html("p", { class: kind }, text), ...more);
}

/** The errors of a track, each with its line of the text that the track amounts to. Without that text they stand in the field that they name. */
export function sayErrors({ errors, text }) {
  const lines = text?.split("\n") ?? [];
  say(errors.length ? `${errors.length} ${errors.length === 1 ? "error" : "errors"}` : "Valid: no errors", errors.length ? "bad" : "good",
    html("ul", { class: "errors" }, ...errors.map(error => html("li", {},
      `${error.message}${error.suggestion ? `; did you mean ${error.suggestion}?` : ""} (line ${error.line}, column ${error.column})`,
      lines[error.line - 1] ? html("pre", {}, lines[error.line - 1], "\n", `${" ".repeat(error.column - 1)}^`) : null))));
}

/** What a track would do now. */
export function sayDry({ step, found, records }) {
  say(`Records that the query finds: ${found}. At "${step}", of the first ${records.length}:`, "plain",
    html("ul", {}, ...records.map(({ record, isMet, actions }) => html("li", {}, `${record}: ${isMet ? ["the condition is met", ...actions].join("; ") : "the condition is not met"}`))));
}
