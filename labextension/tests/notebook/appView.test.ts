import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppView } from '../../src/notebook/appView';
import { FakeNotebook } from '../fakes/notebook';

let notebook: FakeNotebook;
let view: AppView;

beforeEach(() => {
  view = new AppView();
  notebook = new FakeNotebook();
  Widget.attach(notebook, document.body);
});
afterEach(() => {
  notebook.dispose();
});

/** Press a key in the notebook; return whether the notebook hears of it. */
function isHeard(
  key: string,
  { html = '<p></p>', ...more }: KeyboardEventInit & { html?: string } = {}
): boolean {
  let heard = false;
  const listener = (): void => {
    heard = true;
  };
  notebook.content.node.innerHTML = html;
  notebook.node.addEventListener('keydown', listener);
  notebook.content.node.firstElementChild?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, ...more })
  );
  notebook.node.removeEventListener('keydown', listener);
  return heard;
}

describe('the app view', () => {
  it('is a class of the notebook, on and off', () => {
    view.toggle(notebook.panel);
    expect(view.isOn(notebook.panel)).toBe(true);
    expect(notebook.hasClass('lit-app-view')).toBe(true);
    view.toggle(notebook.panel);
    expect(view.isOn(notebook.panel)).toBe(false);
    expect(notebook.hasClass('lit-app-view')).toBe(false);
  });

  it('leaves the editor, which is hidden', () => {
    view.toggle(notebook.panel);
    expect(notebook.content.mode).toBe('command');
  });

  it('begins at the top, and goes back to where the reader was', async () => {
    const { node } = notebook.content;
    node.scrollTop = 120;
    view.toggle(notebook.panel);
    expect(node.scrollTop).toBe(0);
    view.toggle(notebook.panel);
    await vi.waitFor(() => expect(node.scrollTop).toBe(120));
  });

  it('keeps letters from cells that nobody sees', () => {
    expect(isHeard('d')).toBe(true);
    view.toggle(notebook.panel);
    expect(['d', 'D', '0', 'Enter'].map(key => isHeard(key))).toEqual([
      false,
      false,
      false,
      false
    ]);
    view.toggle(notebook.panel);
    expect(isHeard('d')).toBe(true);
  });

  it('lets shortcuts, arrows and fields have their keys', () => {
    view.toggle(notebook.panel);
    expect(isHeard('s', { ctrlKey: true })).toBe(true);
    expect(isHeard('ArrowDown')).toBe(true);
    expect(isHeard('d', { html: '<input>' })).toBe(true);
    expect(isHeard('d', { html: '<div contenteditable="true"></div>' })).toBe(
      true
    );
  });

  it('of one notebook does not touch the keys of another', () => {
    const other = new FakeNotebook();
    Widget.attach(other, document.body);
    view.toggle(other.panel);
    expect(isHeard('d')).toBe(true);
    other.dispose();
  });

  it('ends with its notebook', () => {
    view.toggle(notebook.panel);
    const { node } = notebook.content;
    notebook.dispose();
    document.body.append(node);
    let heard = false;
    node.addEventListener('keydown', () => {
      heard = true;
    });
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'd' }));
    node.remove();
    expect(heard).toBe(true);
  });
});
