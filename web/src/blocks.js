/** The server's block tree -> Lit templates; the other renderer of the same tree is `web/templates/blocks.html`. */

import { html } from "lit/html.js";
import { isSafeUrl } from "./links.js";

/** @import {Node} from "./types.d.ts" */
/** @import {TemplateResult} from "lit/html.js" */

// The server nests to 24; a stored tree may be anything.
const DEEPEST = 32;

/** @type {Record<string, (inner: unknown) => TemplateResult>} */
const ELEMENTS = {
  p: (inner) => html`<p>${inner}</p>`,
  ul: (inner) => html`<ul>${inner}</ul>`,
  ol: (inner) => html`<ol>${inner}</ol>`,
  li: (inner) => html`<li>${inner}</li>`,
  pre: (inner) => html`<pre>${inner}</pre>`,
  b: (inner) => html`<b>${inner}</b>`,
  i: (inner) => html`<i>${inner}</i>`,
  code: (inner) => html`<code>${inner}</code>`,
  br: () => html`<br>`,
};

/**
 * A link that opens a new tab and says so; where `url` is no safe address, both as text.
 * @param {unknown} url @param {unknown} inner @param {string} tab @param {() => void} [act]
 */
export const link = (url, inner, tab, act) =>
  isSafeUrl(url)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer" @click=${act}>${inner}<span class="sr"> ${tab}</span></a>`
    : [inner, url ? ` (${url})` : ""];

/**
 * @param {Node[]} nodes
 * @param {string} tab what a link says about where it opens
 * @returns {unknown[]}
 */
export function renderBlocks(nodes, tab, depth = 0) {
  return nodes.map((/** @type {any} */ node) => {
    if (typeof node === "string") return node;
    const inner = depth < DEEPEST && Array.isArray(node?.children) ? renderBlocks(node.children, tab, depth + 1) : [];
    if (node?.tag === "a") return link(node.href, inner, tab);
    return Object.hasOwn(ELEMENTS, node?.tag) ? ELEMENTS[node.tag](inner) : inner;
  });
}
