/** The widget's words in the language of its page; see table.js. */

import { ENGLISH, LANGUAGES } from "virtual:strings";

/**
 * The first of `tags` (BCP 47, best first) that the table speaks, without its region; else English.
 * @param {(string | null | undefined)[]} tags
 */
export const pickLanguage = (tags) =>
  tags.map((tag) => (tag || "").toLowerCase().split(/[-_]/)[0]).find((tag) => LANGUAGES.includes(tag)) ?? "en";

/**
 * `t` says the text of a key; `own` translates the server's stock sentences, which are English rows of the table,
 * and leaves an author's words as they are.
 * @param {Record<string, string>} [words] the table's column; English rows stand in for what it lacks
 */
export const speaker = (words = ENGLISH) => ({
  /** @param {string} key @param {number} [n] */
  t: (key, n) => (words[key] ?? ENGLISH[key]).replace("#", String(n)),
  /** @param {string} text */
  own: (text) => words[Object.keys(ENGLISH).find((key) => ENGLISH[key] === text) ?? ""] ?? text,
});
