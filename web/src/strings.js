/** The widget's words in the language of its page; see table.js. */

import { ENGLISH, LANGUAGES, ROWS } from "virtual:strings";

/**
 * The first of `tags` (BCP 47, best first) that the table speaks, without its region; else English.
 * @param {(string | null | undefined)[]} tags
 */
export const pickLanguage = (tags) =>
  tags.map((tag) => (tag || "").toLowerCase().split(/[-_]/)[0]).find((tag) => LANGUAGES.includes(tag)) ?? "en";

/** The words that the server sent, in the order of the table; English where it sent none. @param {string[]} sent */
export const worded = (sent) => Object.fromEntries(Object.keys(ENGLISH).map((key, row) => [key, sent[row] ?? ENGLISH[key]]));

/** `#` stands for a number. @param {string} text @param {number} n */
export const counted = (text, n) => text.replace("#", String(n));

/**
 * The server's stock sentences are English rows of the table; an author's words stay as they are.
 * @param {Record<string, string>} words @param {string} text
 */
export const translated = (words, text) => words[Object.keys(ENGLISH).find((key) => ENGLISH[key] === text) ?? ""] ?? text;

export { ENGLISH, ROWS };
