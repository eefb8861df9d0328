import { AppsModel } from '../../src/kernel/model';
import { entry, type FakeKernel, FakeServices } from './kernel';

/** A model of the apps of a server; kernels have connections of the page unless `notebooks` has theirs. */
export class FakeServer {
  readonly services = new FakeServices();
  readonly notebooks = new Map<string, FakeKernel>();
  readonly model = new AppsModel(
    this.services.services,
    id => this.notebooks.get(id)?.connection ?? null,
    'me'
  );

  /** Start a kernel of a notebook, and listen to it as long as the test lasts. */
  start(kernel = 'k1', path = 'a.ipynb'): void {
    this.model.addViewer(this);
    this.services.start(kernel, path);
  }

  /** The connection to a kernel. */
  kernel(id = 'k1'): FakeKernel {
    const made = this.services.made.map(one => one.kernel);
    const kernel = made.find(one => one.id === id && !one.isDisposed);
    if (kernel === undefined) {
      throw new Error(`there is no connection to ${id}`);
    }
    return kernel;
  }

  /** The kernel reports the app "tide". */
  report(app: Record<string, unknown> = {}, kernel = 'k1'): void {
    this.kernel(kernel).tell({ type: 'change', apps: [entry('tide', app)] });
  }
}
