// Makes elements. Whatever comes from a track becomes a text or the value of an attribute that is named here; nothing is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

export const byId = id => document.getElementById(id);

/** An HTML element; a function among the attributes listens to the event of its name, and true stands for an attribute without a value. */
export const html = (name, attributes, ...children) => filled(document.createElement(name), attributes, children);

/** The same in a drawing. */
export const svg = (name, attributes, ...children) => filled(document.createElementNS(SVG, name), attributes, children);

export const button = (text, onClick, label) => html("button", { type: "button", click: onClick, "aria-label": label }, text);

/** A labelled field that tells what it holds when its reader has finished with it; a text of several lines where it has rows. */
export function field(label, value, onChange, { rows, type = "text", ...more } = {}) {
  const input = html(rows ? "textarea" : "input", { ...(rows ? { rows } : { type }), spellcheck: "false", ...more, change: () => onChange(input.value) });
  input.value = value ?? "";
  return html("label", {}, `${label} `, input);
}

export function choice(label, value, options, onChange) {
  const select = html("select", { change: () => onChange(select.value) }, ...options.map(([key, text]) => html("option", { value: key }, text)));
  select.value = value;
  return html("label", {}, `${label} `, select);
}

export function tick(label, isOn, onChange) {
  const box = html("input", { type: "checkbox", change: () => onChange(box.checked) });
  box.checked = isOn;
  return html("label", { class: "tick" }, box, ` ${label}`);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}
