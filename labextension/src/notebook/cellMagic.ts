/** What a text of a cell becomes, if it is to be run as an app. */
export type Rewritten =
  | { readonly kind: 'same' }
  | { readonly kind: 'insert'; readonly at: number }
  | { readonly kind: 'refused'; readonly magic: string };

const OURS = /^%%litapp(\s|$)/;
/** Cell magics that run what is below them, a magic included. */
const AROUND = new Set(['%%capture', '%%prun', '%%time', '%%timeit']);

/** Find out where the magic of an app belongs in a text. */
export function rewritten(text: string): Rewritten {
  let at = text.length - text.trimStart().length;
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    if (OURS.test(line)) {
      return { kind: 'same' };
    }
    const magic = line.split(/\s/, 1)[0] ?? '';
    if (!magic.startsWith('%%')) {
      return { kind: 'insert', at };
    }
    if (!AROUND.has(magic) || end < 0) {
      return { kind: 'refused', magic };
    }
    at = end + 1;
  }
}

/** Tell whether a text loads our extension. */
export function loads(text: string): boolean {
  return /^\s*%(re)?load_ext\s+notebook_lit\b/m.test(text);
}
