/** Questions suggested while somebody types: which are shown, and which is active. Knows no page. */

/** @import {Ref} from "./types.d.ts" */

const WAIT = 160;

/**
 * @param {(typed: string, signal: AbortSignal) => Promise<Ref[]>} suggest
 * @param {() => void} changed
 */
export function createTypeahead(suggest, changed) {
  let abort = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Ref[]} items */
  const show = (items) => {
    Object.assign(list, { items, active: -1 });
    changed();
  };

  const list = {
    /** @type {Ref[]} */
    items: [],
    active: -1,
    close() {
      clearTimeout(timer);
      abort.abort();
      if (list.items.length) show([]);
    },
    /** @param {string} typed */
    typed(typed) {
      clearTimeout(timer);
      abort.abort();
      list.active = -1; // From now on Enter means what is typed, not what was chosen before.
      changed();
      if (typed.trim().length < 2) return list.close();
      const { signal } = (abort = new AbortController());
      timer = setTimeout(async () => {
        // A suggestion that fails is left out: the question can be sent all the same.
        const found = await suggest(typed, signal).catch(() => []);
        if (!signal.aborted) show(found);
      }, WAIT);
    },
    /** Move by `step`, round the end and through "nothing active". @param {number} step */
    move(step) {
      const places = list.items.length + 1;
      list.active = ((list.active + 1 + step + places) % places) - 1;
      changed();
    },
  };
  return list;
}
