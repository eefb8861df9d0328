import { MimeModel } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { APP_MIME } from '../../src/output/appBundle';
import {
  AppOutputRenderer,
  rendererFactory,
  WIDGET_VIEW_MIME
} from '../../src/output/outputRenderer';
import { FakeKernel } from '../fakes/kernel';
import { FakeNotebook } from '../fakes/notebook';
import { FakeRenderMime } from '../fakes/rendering';

let notebook: FakeNotebook;
let kernel: FakeKernel;

beforeEach(() => {
  vi.useFakeTimers();
  kernel = new FakeKernel();
  notebook = new FakeNotebook(kernel);
  Widget.attach(notebook, document.body);
});
afterEach(() => {
  notebook.dispose();
  vi.useRealTimers();
});

/** The widgets of the notebook's output areas. */
function renderers(): FakeRenderMime {
  return notebook.content.rendermime;
}

function bundle(model: string, html = '<p>saved</p>'): MimeModel {
  const data = { [APP_MIME]: { name: 'tide', model_id: model } };
  return new MimeModel({ data: { ...data, 'text/html': html } });
}

/** Let promises and observers be handled. */
async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** An output with an app, in the notebook; its kernel has the app if `live`. */
async function output(
  model: string,
  live: boolean
): Promise<AppOutputRenderer> {
  if (live) {
    kernel.comms.push(model);
    renderers().models.add(model);
  }
  const created = new AppOutputRenderer(new FakeRenderMime().context);
  await created.renderModel(bundle(model));
  notebook.content.addWidget(created);
  await settle();
  return created;
}

/** What is seen of an output: the snapshot or the live view, and the notice. */
function seen(one: AppOutputRenderer): Record<string, unknown> {
  const [notice, snapshot, live] = one.widgets as [Widget, Widget, Widget];
  return {
    snapshot: snapshot.isVisible ? snapshot.node.textContent : null,
    live: live.isVisible ? live.node.textContent : null,
    inert: live.node.inert,
    notice: notice.node.hidden ? null : notice.node.textContent
  };
}

/** What the kernel was told of the app. */
function told(): unknown[] {
  return kernel.said.map(
    message =>
      (message.content as unknown as { data: { content: { lit: unknown } } })
        .data.content.lit
  );
}

const GONE = 'The app tide is not running. Run the cell to bring it back.';

describe('without a living app', () => {
  it('the snapshot is seen, sanitized, with a notice', async () => {
    notebook.sessionContext.connect(null);
    const one = await output('m1', false);
    expect(seen(one)).toMatchObject({ snapshot: 'saved', notice: GONE });
    expect(renderers().trusted).toEqual([['text/html', false]]);
  });

  it('of a kernel that does not have it, so too', async () => {
    const one = await output('m2', false);
    expect(seen(one)).toMatchObject({ snapshot: 'saved', notice: GONE });
  });

  it('of a kernel that does not answer, the snapshot comes after a moment', async () => {
    kernel.requestCommInfo = () => new Promise(() => undefined);
    const one = await output('m3', false);
    expect(seen(one)).toMatchObject({ snapshot: '' });
    await settle(300);
    expect(seen(one)).toMatchObject({ snapshot: 'saved', notice: null });
  });

  it('a newer snapshot replaces the one that is seen', async () => {
    const one = await output('m4', false);
    await one.renderModel(bundle('m4', '<p>newer</p>'));
    expect(seen(one)).toMatchObject({ snapshot: 'newer' });
  });

  it('a bundle of an unknown form is no app', async () => {
    const one = new AppOutputRenderer(new FakeRenderMime().context);
    await one.renderModel(new MimeModel({ data: { [APP_MIME]: 'what?' } }));
    notebook.content.addWidget(one);
    await settle(1000);
    expect(seen(one)).toMatchObject({ live: null, snapshot: '' });
  });
});

describe('a living app', () => {
  it('is seen in place of the snapshot, and its kernel is told', async () => {
    const one = await output('m10', true);
    expect(seen(one)).toMatchObject({ live: 'm10', snapshot: null });
    expect(seen(one)).toMatchObject({ notice: null, inert: false });
    expect(told()).toEqual(['shown']);
    expect(renderers().trusted).toEqual([[WIDGET_VIEW_MIME, true]]);
  });

  it('is drawn again when the notebook gets the renderer that knows it', async () => {
    renderers().widgetFactory = undefined;
    kernel.requestCommInfo = () => new Promise(() => undefined);
    const one = await output('m11', true);
    expect(seen(one)).toMatchObject({ live: null });
    renderers().widgetFactory = {};
    await settle(250);
    expect(seen(one)).toMatchObject({ live: 'm11' });
  });

  it('stays as it is when the same app is displayed again', async () => {
    const one = await output('m12', true);
    const before = renderers().created.length;
    await one.renderModel(bundle('m12', '<p>newer</p>'));
    await settle(1000);
    expect(renderers().created.length).toBe(before);
    expect(seen(one)).toMatchObject({ live: 'm12' });
  });

  it('gives way to the next app of the cell', async () => {
    const one = await output('m13', true);
    kernel.comms.push('m14');
    renderers().models.add('m14');
    await one.renderModel(bundle('m14'));
    await settle();
    expect(seen(one)).toMatchObject({ live: 'm14' });
  });

  it('stays visible but inert when the kernel ends', async () => {
    const one = await output('m15', true);
    notebook.sessionContext.statusChanged.emit('busy');
    expect(seen(one)).toMatchObject({ inert: false });
    notebook.sessionContext.statusChanged.emit('restarting');
    expect(seen(one)).toEqual({
      snapshot: null,
      live: 'm15',
      inert: true,
      notice: GONE
    });
  });

  it('gives way to its snapshot when it is closed', async () => {
    const one = await output('m16', true);
    one.node.querySelector('.lit-app')?.remove();
    await settle();
    expect(seen(one)).toMatchObject({ snapshot: 'saved', notice: GONE });
  });

  it('is looked for in the next kernel of the notebook', async () => {
    const one = await output('m17', true);
    renderers().models.clear();
    notebook.sessionContext.connect(new FakeKernel('k2'));
    await settle(300);
    expect(seen(one)).toMatchObject({ live: null, snapshot: 'saved' });
  });

  it('is released in the kernel when the output is gone', async () => {
    const one = await output('m18', true);
    one.dispose();
    await settle(1000);
    expect(told()).toEqual(['shown', 'gone']);
  });

  it('is seen without a notebook around it, as in Voilà', async () => {
    const page = new FakeRenderMime();
    page.models.add('m19');
    const one = rendererFactory(page.context).createRenderer({
      mimeType: APP_MIME
    } as never) as AppOutputRenderer;
    await one.renderModel(bundle('m19'));
    Widget.attach(one, document.body);
    await settle();
    expect(seen(one)).toMatchObject({ live: 'm19', notice: null });
    expect(page.created.map(renderer => renderer.mime)).toContain(
      WIDGET_VIEW_MIME
    );
    one.dispose();
  });
});

describe('when the notebook is saved', () => {
  it('the app is asked for a snapshot, and a new one is saved as well', async () => {
    const one = await output('m20', true);
    notebook.saved('started');
    expect(told()).toEqual(['shown']);
    notebook.saved('completed');
    expect(told()).toEqual(['shown', 'saved']);
    await one.renderModel(bundle('m20', '<p>newer</p>'));
    await settle(100);
    expect(notebook.context.saves).toBe(1);
  });

  it('a snapshot that nobody asked for is not saved', async () => {
    const one = await output('m21', true);
    await one.renderModel(bundle('m21', '<p>newer</p>'));
    await settle(1000);
    expect(notebook.context.saves).toBe(0);
  });

  it('by us, the app is not asked again', async () => {
    const one = await output('m22', true);
    let finish = (): void => undefined;
    notebook.context.save = () =>
      new Promise(resolve => {
        finish = resolve;
      });
    notebook.saved('completed');
    await one.renderModel(bundle('m22', '<p>newer</p>'));
    await settle(100);
    notebook.saved('completed');
    expect(told()).toEqual(['shown', 'saved']);
    finish();
    await settle();
    notebook.saved('completed');
    expect(told()).toEqual(['shown', 'saved', 'saved']);
  });

  it('an app that is not running is not asked', async () => {
    await output('m23', false);
    notebook.saved('completed');
    expect(told()).toEqual([]);
  });
});
