import { Widget } from '@lumino/widgets';

import { element } from '../ui/dom';

/** Something to press under a message. */
export interface IAnswer {
  readonly label: string;
  act(): void;
}

/** What a tab says in the place of an app, or above one that has ended. */
export class MessageCard extends Widget {
  constructor() {
    super();
    this.addClass('lit-message');
    this.hide();
  }

  /** Say that something goes on. */
  wait(words: string): void {
    this.fill(
      'status',
      [
        element('div', 'lit-message-spinner'),
        element('p', 'lit-message-words', words)
      ],
      []
    );
  }

  /** Say what is wrong and how it is put right. */
  fail(
    words: string,
    detail: string,
    repair: string,
    answers: readonly IAnswer[]
  ): void {
    const parts: HTMLElement[] = [element('p', 'lit-message-words', words)];
    if (detail !== '') {
      const text = element('pre', 'lit-message-detail', detail);
      text.tabIndex = 0; // it may be wider than the tab, and is scrolled by keyboard too
      parts.push(text);
    }
    parts.push(element('p', 'lit-message-repair', repair));
    this.fill('alert', parts, answers);
  }

  /** There is nothing to say. */
  clear(): void {
    this.node.replaceChildren();
    this.hide();
  }

  private fill(
    role: string,
    parts: readonly HTMLElement[],
    answers: readonly IAnswer[]
  ): void {
    const tools = element('div', 'lit-message-answers');
    answers.forEach((answer, place) => {
      const button = element(
        'button',
        `jp-mod-styled ${place === 0 ? 'jp-mod-accept' : 'jp-mod-reject'}`,
        answer.label
      );
      button.addEventListener('click', () => {
        answer.act();
      });
      tools.append(button);
    });
    this.node.setAttribute('role', role);
    this.node.dataset.kind = role;
    this.node.replaceChildren(...parts, ...(answers.length > 0 ? [tools] : []));
    this.show();
  }
}
