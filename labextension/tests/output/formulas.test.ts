import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { beforeEach, describe, expect, it } from 'vitest';

import { FormulaTypesetter } from '../../src/output/formulas';

/** A typesetter that draws every formula but those with a mistake, and notes what it was asked for. */
class FakeTypesetter implements IRenderMime.ILatexTypesetter {
  readonly asked: string[] = [];

  async typeset(element: HTMLElement): Promise<void> {
    await Promise.resolve();
    for (const place of element.children) {
      const source = place.textContent;
      this.asked.push(source);
      place.innerHTML = source.includes('mistake')
        ? '<mjx-container><mjx-merror></mjx-merror></mjx-container>'
        : `<mjx-container>${source}</mjx-container>`;
    }
  }
}

const INLINE = '<math alttext="x" display="inline"><mi>x</mi></math>';
let app: HTMLElement;
let typesetter: FakeTypesetter;

beforeEach(() => {
  document.body.innerHTML =
    '<section><div class="lit-app"></div><main></main></section>';
  app = document.querySelector<HTMLElement>('.lit-app')!;
  typesetter = new FakeTypesetter();
  new FormulaTypesetter(typesetter).watch(document.querySelector('section')!);
});

/** Show HTML as a chunk of an app does, and wait until all callbacks have run. */
async function show(html: string, place: HTMLElement = app): Promise<void> {
  place.innerHTML = html;
  await settled();
}

async function settled(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve));
}

describe('a formula of an app', () => {
  it('is drawn by the typesetter, in its line or on its own', async () => {
    await show(`<p>${INLINE}</p><math alttext="y" display="block"></math>`);
    expect(app.innerHTML).toBe(
      '<p><mjx-container>\\(x\\)</mjx-container></p><mjx-container>\\[y\\]</mjx-container>'
    );
  });

  it('of a label too, where it is a span', async () => {
    await show('<span class="lit-tex" title="x">x</span>');
    expect(app.innerHTML).toBe('<mjx-container>\\(x\\)</mjx-container>');
  });

  it('is typeset once, however often it is shown', async () => {
    await show(INLINE + INLINE);
    await show(INLINE);
    expect(typesetter.asked).toEqual(['\\(x\\)']);
    expect(app.querySelectorAll('math').length).toBe(0);
  });

  it('stays MathML if it is not understood', async () => {
    const html = '<math alttext="mistake" display="inline"></math>';
    await show(html);
    await show(html);
    expect(app.innerHTML).toBe(html);
    expect(typesetter.asked.length).toBe(1);
  });

  it('stays MathML if the typesetter cannot be loaded', async () => {
    typesetter.typeset = () => Promise.reject(new Error('no network'));
    await show(INLINE);
    expect(app.innerHTML).toBe(INLINE);
  });
});

it('leaves formulas elsewhere on the page alone', async () => {
  await show(INLINE, document.querySelector('main')!);
  expect(typesetter.asked).toEqual([]);
});
