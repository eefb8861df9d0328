/** The change that turns the source of a cell into an app: none, an insertion at an offset, or impossible. */
export type MagicEdit =
  | { readonly kind: 'same' }
  | { readonly kind: 'insert'; readonly at: number }
  | { readonly kind: 'refused'; readonly magic: string };

const APP_MAGIC = /^%%litapp(\s|$)/;
/** Cell magics that execute the lines below them, including another cell magic. */
const WRAPPING_MAGICS = new Set(['%%capture', '%%prun', '%%time', '%%timeit']);

/** Return where `%%litapp` has to be inserted into the source of a cell. */
export function magicEdit(text: string): MagicEdit {
  let at = text.length - text.trimStart().length;
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    if (APP_MAGIC.test(line)) {
      return { kind: 'same' };
    }
    const magic = line.split(/\s/, 1)[0] ?? '';
    if (!magic.startsWith('%%')) {
      return { kind: 'insert', at };
    }
    if (!WRAPPING_MAGICS.has(magic) || end < 0) {
      return { kind: 'refused', magic };
    }
    at = end + 1;
  }
}

/** Return whether the source of a cell loads our IPython extension. */
export function loadsExtension(text: string): boolean {
  return /^\s*%(re)?load_ext\s+notebook_lit\b/m.test(text);
}
