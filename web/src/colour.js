/** Accents that people can read: WCAG contrast, and the least change that reaches it. */

/** @typedef {[number, number, number]} Rgb */

/** @type {Rgb} */ const WHITE = [255, 255, 255];
/** @type {Rgb} */ const BLACK = [0, 0, 0];
/** @type {Rgb} */ const INK = [20, 23, 31];
// The least favourable backgrounds that accent-coloured text stands on, in style.css: --soft, light and dark.
/** @type {Rgb} */ const LIGHT = [241, 244, 248];
/** @type {Rgb} */ const DARK = [38, 46, 59];
const AA = 4.5;

/** Relative luminance, WCAG 2.2. @param {Rgb} rgb */
function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Rgb} a @param {Rgb} b @returns {number} 1 to 21 */
export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** `rgb` mixed with `towards` in steps of 2% until it reads on `ground`. @param {Rgb} rgb @param {Rgb} ground @param {Rgb} towards */
function readable(rgb, ground, towards) {
  let mixed = rgb;
  for (let part = 0; contrast(mixed, ground) < AA && part < 1; ) {
    part += 0.02;
    mixed = /** @type {Rgb} */ (rgb.map((c, i) => Math.round(c + (towards[i] - c) * part)));
  }
  return mixed;
}

/**
 * The colours made of an accent, as CSS: `fill` with text `on` it, and `link`, accent-coloured text on light and dark.
 * A fill that white text nearly reads on is darkened a little; a lighter one keeps its hue and gets dark text.
 * @param {Rgb | null} accent null gives nothing: the style sheet's own stand
 * @returns {Record<string, string>}
 */
export function palette(accent) {
  if (!accent) return {};
  const on = contrast(accent, WHITE) < 3 ? INK : WHITE;
  const [fill, light, dark] = [readable(accent, on, on === INK ? WHITE : BLACK), readable(accent, LIGHT, BLACK), readable(accent, DARK, WHITE)];
  return { fill: `rgb(${fill})`, on: `rgb(${on})`, link: `light-dark(rgb(${light}),rgb(${dark}))` };
}

/**
 * Any CSS colour as sRGB; null for what is none. Mixing a colour with itself makes the browser compute every syntax it
 * knows, without a canvas, which privacy settings add noise to.
 * @param {string} css
 * @param {HTMLElement} element whose colour is free to be changed
 * @returns {Rgb | null}
 */
export function parseColour(css, element) {
  element.style.color = `color-mix(in srgb,${css},${css})`;
  const parts = element.style.color && getComputedStyle(element).color.match(/-?[\d.]+(e-?\d+)?/g);
  element.style.color = "";
  return parts ? /** @type {Rgb} */ (parts.slice(0, 3).map((part) => Math.min(Math.max(Number(part) * 255, 0), 255))) : null;
}
