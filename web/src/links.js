/** The rule of `bot/links.py`, once more: what the server refuses the widget refuses too. */

// Blanks, backslashes, control, format (U+202E among them) and lone surrogate characters.
const HIDDEN = /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * Whether `text` may become a link: absolute http(s), and what it looks like.
 * @param {unknown} text
 * @returns {text is string}
 */
export function isSafeUrl(text) {
  if (typeof text !== "string" || text.length > 2000 || HIDDEN.test(text)) return false;
  const host = /^https?:\/\/([^/?#]+)/i.exec(text);
  return !!host && !host[1].includes("@") && URL.canParse(text);
}
