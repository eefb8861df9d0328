import { Widget } from '@lumino/widgets';

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
        part('div', 'lit-message-spinner'),
        part('p', 'lit-message-words', words)
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
    const parts: HTMLElement[] = [part('p', 'lit-message-words', words)];
    if (detail !== '') {
      const text = part('pre', 'lit-message-detail', detail);
      text.tabIndex = 0; // it may be wider than the tab, and is scrolled by keyboard too
      parts.push(text);
    }
    parts.push(part('p', 'lit-message-repair', repair));
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
    const tools = part('div', 'lit-message-answers');
    answers.forEach((answer, place) => {
      const button = part(
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

function part<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = ''
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
