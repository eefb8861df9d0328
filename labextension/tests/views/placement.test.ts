import type { ILabShell } from '@jupyterlab/application';
import { TabPanel, Widget } from '@lumino/widgets';
import { describe, expect, it } from 'vitest';

import { ViewPlacement } from '../../src/views/placement';
import { FakeFrontEnd } from '../fakes/frontEnd';

function view(id: string): Widget {
  const widget = new Widget();
  widget.id = id;
  return widget;
}

describe('in JupyterLab', () => {
  const lab = new FakeFrontEnd();
  const shell = lab.shell as unknown as ILabShell;
  const placement = new ViewPlacement(lab.app, shell);

  it('a view is added beside a document, or where there is room', () => {
    placement.add(view('a'), { ref: 'notebook', mode: 'split-right' });
    placement.add(view('b'), null);
    expect(lab.shell.added).toEqual([
      {
        id: 'a',
        area: 'main',
        options: { ref: 'notebook', mode: 'split-right' }
      },
      { id: 'b', area: 'main', options: {} }
    ]);
  });

  it('a view is revealed, if it is there', () => {
    expect([placement.reveal('b'), placement.reveal('c')]).toEqual([
      true,
      false
    ]);
    expect(lab.shell.activated).toEqual(['b']);
  });
});

describe('in Notebook 7', () => {
  const lab = new FakeFrontEnd();
  const placement = new ViewPlacement(lab.app, null);

  it('a view is added below the notebook, whatever it belongs to', () => {
    const widget = view('a');
    placement.add(widget, { ref: 'notebook', mode: 'split-right' });
    expect(lab.shell.added[0]).toMatchObject({ id: 'a', area: 'down' });
    expect(widget.hasClass('lit-view-below')).toBe(true);
  });

  it('a revealed view is also selected in its panel', () => {
    const panel = new TabPanel();
    const [first, second] = [view('first'), view('second')];
    panel.addWidget(first);
    panel.addWidget(second);
    lab.shell.widgets = () => [first, second];
    panel.currentWidget = first;
    placement.reveal('second');
    expect(panel.currentWidget).toBe(second);
  });
});
