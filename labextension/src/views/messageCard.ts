import { Widget } from '@lumino/widgets';

import { createElement } from '../ui/dom';

/** A button under a message. */
export interface ICardAction {
  readonly label: string;
  execute(): void;
}

/** A message in place of an app, or above one that has ended. */
export class MessageCard extends Widget {
  constructor() {
    super();
    this.addClass('lit-message');
    this.hide();
  }

  /** Show that something is in progress. */
  showProgress(text: string): void {
    this.fill(
      'status',
      [
        createElement('div', 'lit-message-spinner'),
        createElement('p', 'lit-message-words', text)
      ],
      []
    );
  }

  /** Show a problem and its remedy. */
  showProblem(
    summary: string,
    detail: string,
    remedy: string,
    actions: readonly ICardAction[]
  ): void {
    const parts: HTMLElement[] = [
      createElement('p', 'lit-message-words', summary)
    ];
    if (detail !== '') {
      const text = createElement('pre', 'lit-message-detail', detail);
      text.tabIndex = 0; // it may be wider than the tab and must scroll by keyboard
      parts.push(text);
    }
    parts.push(createElement('p', 'lit-message-repair', remedy));
    this.fill('alert', parts, actions);
  }

  /** Remove the message. */
  clear(): void {
    this.node.replaceChildren();
    this.hide();
  }

  private fill(
    role: string,
    parts: readonly HTMLElement[],
    actions: readonly ICardAction[]
  ): void {
    const tools = createElement('div', 'lit-message-answers');
    actions.forEach((action, index) => {
      const button = createElement(
        'button',
        `jp-mod-styled ${index === 0 ? 'jp-mod-accept' : 'jp-mod-reject'}`,
        action.label
      );
      button.addEventListener('click', () => {
        action.execute();
      });
      tools.append(button);
    });
    this.node.setAttribute('role', role);
    this.node.dataset.kind = role;
    this.node.replaceChildren(...parts, ...(actions.length > 0 ? [tools] : []));
    this.show();
  }
}
