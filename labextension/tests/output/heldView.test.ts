import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { dropView, holdView, takeView } from '../../src/output/heldView';

let cell: HTMLElement;
let area: HTMLElement;
let prompt: HTMLElement;
let view: Widget;

beforeEach(() => {
  cell = document.createElement('div');
  cell.className = 'jp-CodeCell';
  cell.innerHTML =
    '<div class="jp-InputPrompt">[1]:</div><div class="jp-OutputArea"></div>';
  document.body.append(cell);
  area = cell.querySelector('.jp-OutputArea')!;
  prompt = cell.querySelector('.jp-InputPrompt')!;
  view = new Widget();
  view.node.textContent = 'the app';
});
afterEach(() => {
  dropView(area);
  cell.remove();
});

/** The output as it is when JupyterLab takes it out of the page: a row with a prompt, and in the output the panel that had the view. */
function holder(): HTMLElement {
  const row = document.createElement('div');
  row.innerHTML =
    '<i>prompt</i><div class="jp-OutputArea-output"><b>else</b><p></p></div>';
  return row.querySelector('p')!;
}

/** The cell runs: its output is cleared, and then it is marked. */
async function run(): Promise<void> {
  holdView(area, holder(), view, 'm1');
  prompt.textContent = '[*]:';
  await Promise.resolve();
}

describe('the live view of a cell that runs again', () => {
  it('stays in a copy of its output', async () => {
    await run();
    expect(area.textContent).toBe('promptthe app');
    expect(area.querySelector('.jp-OutputArea-output > p > div')).toBe(
      view.node
    );
  });

  it('is handed to the next output of the same app', async () => {
    await run();
    expect(takeView(area, 'm1')).toBe(view);
    expect(area.childElementCount).toBe(0);
    expect(takeView(area, 'm1')).toBeNull();
    expect(view.isDisposed).toBe(false);
  });

  it('is not handed to another app, nor to another output area', async () => {
    await run();
    expect(takeView(area, 'm2')).toBeNull();
    expect(takeView(document.createElement('div'), 'm1')).toBeNull();
    expect(takeView(null, 'm1')).toBeNull();
    expect(area.textContent).toContain('the app');
  });

  it('goes when the run is over and nobody has taken it', async () => {
    await run();
    prompt.textContent = '[2]:';
    await new Promise(resolve => setTimeout(resolve));
    expect(view.isDisposed).toBe(true);
    expect(area.childElementCount).toBe(0);
  });

  it('goes at once if the output was only cleared', async () => {
    holdView(area, holder(), view, 'm1');
    await Promise.resolve();
    expect(view.isDisposed).toBe(true);
    expect(area.childElementCount).toBe(0);
  });

  it('is not held where there is no cell, or no page', () => {
    cell.remove();
    holdView(area, holder(), view, 'm1');
    expect(view.isDisposed).toBe(true);
    const other = new Widget();
    const lone = document.createElement('div');
    document.body.append(lone);
    holdView(lone, holder(), other, 'm1');
    expect(other.isDisposed).toBe(true);
    lone.remove();
  });
});
