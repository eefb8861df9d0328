import { Panel, Widget } from '@lumino/widgets';
import { describe, expect, it } from 'vitest';

import {
  findKernelDocument,
  findRenderContext,
  hasWidget,
  sendCustomMessage
} from '../../src/kernel/widgetComm';
import { FakeKernel } from '../fakes/kernel';

describe('the surroundings of a widget', () => {
  const area = Object.assign(new Panel(), { rendermime: {} });
  const notebook = Object.assign(new Panel(), { sessionContext: {} });
  const inner = new Widget();
  notebook.addWidget(area);
  area.addWidget(inner);

  it('are the closest ones above it', () => {
    expect(findRenderContext(inner)).toBe(area);
    expect(findKernelDocument(inner)).toBe(notebook);
  });

  it('are never the widget itself, and may be missing', () => {
    expect(findRenderContext(area)).toBeNull();
    expect(findKernelDocument(new Widget())).toBeNull();
  });
});

describe('a kernel', () => {
  it('has a widget if it has its comm', async () => {
    const kernel = new FakeKernel();
    kernel.comms.push('m1');
    expect(await hasWidget(kernel.connection, 'm1')).toBe(true);
    expect(await hasWidget(kernel.connection, 'm2')).toBe(false);
  });

  it('gets a custom message on the comm of the widget', () => {
    const kernel = new FakeKernel();
    sendCustomMessage(kernel.connection, 'm1', { lit: 'saved' });
    expect(kernel.said[0]).toMatchObject({
      channel: 'shell',
      header: { msg_type: 'comm_msg', session: 'page', username: 'reader' },
      content: {
        comm_id: 'm1',
        data: { method: 'custom', content: { lit: 'saved' } }
      }
    });
  });
});
