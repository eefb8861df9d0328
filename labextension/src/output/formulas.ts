import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

/** In labels, where ipywidgets lets no MathML through, a formula is a span whose title is its TeX. */
const FORMULAS = '.lit-app :is(math[alttext], .lit-tex[title])';
/** Formulas that are remembered at most. */
const CAPACITY = 2000;

/**
 * Draws the formulas of apps with the front end's own typesetter, MathJax in JupyterLab and Notebook 7.
 *
 * 1. The kernel sends MathML, which browsers draw by themselves; it carries its TeX, and the drawing takes its place here.
 * 2. A formula is typeset once a page. Later it is copied from memory, before the browser paints: what a rerun draws again does not
 *    flicker, and what it leaves alone is not touched.
 * 3. What the typesetter does not understand stays MathML.
 */
export class FormulaTypesetter {
  constructor(private readonly typesetter: IRenderMime.ILatexTypesetter) {}

  /** Draw all formulas that are in a part of the page, and all that come into it. */
  watch(root: Element): void {
    this.drawWithin(root);
    new MutationObserver(records => {
      for (const record of records) {
        for (const node of record.addedNodes) {
          if (node instanceof Element && node.isConnected) {
            this.drawWithin(node);
          }
        }
      }
      this.typesetWaiting();
    }).observe(root, { childList: true, subtree: true });
    this.typesetWaiting();
  }

  private drawWithin(node: Element): void {
    if (node.matches(FORMULAS)) {
      this.draw(node);
    }
    for (const formula of node.querySelectorAll(FORMULAS)) {
      this.draw(formula);
    }
  }

  private draw(formula: Element): void {
    const tex =
      formula.getAttribute('alttext') ?? formula.getAttribute('title') ?? '';
    const source =
      formula.getAttribute('display') === 'block'
        ? `\\[${tex}\\]`
        : `\\(${tex}\\)`;
    const drawing = this.drawings.get(source);
    if (drawing === undefined) {
      this.waiting.set(source, [...(this.waiting.get(source) ?? []), formula]);
    } else if (drawing !== null) {
      formula.replaceWith(drawing.cloneNode(true));
    }
  }

  /** Typeset the formulas that are not known yet, all at once, in a place that is not seen but has the app's font. */
  private typesetWaiting(): void {
    const waiting = [...this.waiting];
    const app = waiting[0]?.[1][0]?.closest('.lit-app');
    if (!app) {
      return;
    }
    this.waiting.clear();
    const bench = document.createElement('div');
    bench.style.cssText = 'height: 0; overflow: hidden; position: absolute;';
    bench.setAttribute('aria-hidden', 'true');
    for (const [source] of waiting) {
      const place = document.createElement('span');
      place.textContent = source;
      bench.append(place);
    }
    app.append(bench);
    this.typeset(bench, waiting)
      .catch((reason: unknown) => {
        console.warn('Formulas of an app stay MathML.', reason);
      })
      .finally(() => {
        bench.remove();
      });
  }

  private async typeset(
    bench: Element,
    waiting: [string, Element[]][]
  ): Promise<void> {
    await this.typesetter.typeset(bench as HTMLElement);
    if (this.drawings.size > CAPACITY) {
      this.drawings.clear();
    }
    for (const [index, [source, formulas]] of waiting.entries()) {
      const drawing = drawingIn(bench.children[index]);
      this.drawings.set(source, drawing);
      if (drawing !== null) {
        for (const formula of formulas) {
          formula.replaceWith(drawing.cloneNode(true));
        }
      }
    }
  }

  /** By their TeX with its delimiters; null for what the typesetter does not understand. */
  private readonly drawings = new Map<string, Element | null>();
  private readonly waiting = new Map<string, Element[]>();
}

/** Return what the typesetter has drawn; null if it left something as it was, or found a mistake. */
function drawingIn(place: Element | undefined): Element | null {
  const drawing = place?.firstElementChild;
  if (!drawing || place?.childNodes.length !== 1) {
    return null;
  }
  return drawing.querySelector('mjx-merror, [data-mjx-error]') === null
    ? drawing
    : null;
}
