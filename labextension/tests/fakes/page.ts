import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

/** Show a widget in the page. */
export function attach<T extends Widget>(widget: T): T {
  Widget.attach(widget, document.body);
  return widget;
}

/** Let Lumino handle the messages that it has put off, such as requests for an update. */
export function flush(): void {
  MessageLoop.flush();
}

/** Return the button with this label. */
export function buttonOf(parent: Element, label: string): HTMLButtonElement {
  const found = [...parent.querySelectorAll('button')].find(
    button =>
      (button.getAttribute('aria-label') ?? button.textContent) === label
  );
  if (found === undefined) {
    throw new Error(`there is no button ${label}`);
  }
  return found;
}

/** Return the text of the first node that fits a selector. */
export function textOf(parent: Element, selector: string): string | null {
  return parent.querySelector(selector)?.textContent ?? null;
}
