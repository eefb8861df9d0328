import { findField } from './fields';
import { type IRow, Listbox } from './listbox';
import { matchLabels } from './match';
import { type OptionField } from './optionField';

let count = 0;
const comboboxes = new WeakMap<Element, Combobox>();

/**
 * Make the fields for options in a part of the page comboboxes: with a list that is filtered by typing, a button that clears the
 * choice, and the keys that go with it. Called again whenever something in it has changed.
 *
 * It takes plain DOM and answers with the events that the front end's own fields have, so that nothing depends on it.
 */
export function completeChoices(root: Element): void {
  const hosts = '.lit-app :is(.lit-selectbox, .lit-multiselect:not(.lit-menu))';
  for (const host of root.querySelectorAll<HTMLElement>(hosts)) {
    let combobox = comboboxes.get(host);
    if (combobox === undefined || !combobox.isCurrent) {
      const field = findField(host);
      if (field === null) {
        continue;
      }
      combobox = new Combobox(field);
      comboboxes.set(host, combobox);
    }
    combobox.complete();
  }
}

/** The input of a field for options, its list and its button. */
class Combobox {
  constructor(private readonly field: OptionField) {
    const { host, input } = field;
    this.input = input;
    count += 1;
    input.id ||= `lit-filter-${count}`;
    this.listbox = new Listbox(
      field.anchor,
      row => {
        this.pick(row);
      },
      () => {
        this.describe();
      }
    );
    input.autocomplete = 'off';
    input.spellcheck = false;
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-haspopup', 'listbox'],
      ['aria-expanded', 'false']
    ] as const) {
      input.setAttribute(name, value);
    }
    this.clearButton = this.createClearButton();
    host.classList.add('lit-combo');
    field.onSelected = (): void => {
      this.complete();
    };
    this.listen();
  }

  /** Whether the front end has not drawn the field anew since. */
  get isCurrent(): boolean {
    const { anchor, host } = this.field;
    return host.contains(anchor);
  }

  /** Bring the input, the button and an open list up to date. */
  complete(): void {
    const { field, input } = this;
    field.complete();
    if (this.isFocused && document.activeElement === document.body) {
      input.focus(); // it was taken out and put back
    }
    if (field.isDisabled !== input.disabled) {
      input.disabled = field.isDisabled;
    }
    if (input.placeholder !== field.placeholder) {
      input.placeholder = field.placeholder;
    }
    input.readOnly = field.mode === 'none';
    if (this.clearButton.parentElement !== field.host) {
      field.host.append(this.clearButton);
    }
    if (this.clearButton.hidden === field.canClear) {
      this.clearButton.hidden = !field.canClear;
    }
    if (!this.isTyping && input.value !== field.text) {
      input.value = field.text;
    }
    if (this.listbox.isOpen && this.shown !== field.version) {
      this.show(Math.max(0, this.listbox.activeRow));
    }
  }

  private listen(): void {
    const { host, input } = this.field;
    input.addEventListener('keydown', event => {
      this.onKey(event);
    });
    input.addEventListener('input', () => {
      this.onTyped();
    });
    input.addEventListener('focus', () => {
      if (!this.isFocused) {
        this.isFocused = true;
        this.reset();
        input.select();
      }
    });
    input.addEventListener('blur', () => {
      // not at once: an input whose surroundings are drawn anew gets the focus back
      window.setTimeout(() => {
        if (document.activeElement !== input) {
          this.isFocused = false;
          this.listbox.close();
          this.reset();
        }
      });
    });
    host.addEventListener('mousedown', event => {
      this.onPressed(event);
    });
    host.addEventListener(
      'change',
      event => {
        if (event.target === input && !this.isApplying) {
          event.stopPropagation(); // the browser's own, when what is typed is left behind
        }
      },
      true
    );
  }

  private get isTyping(): boolean {
    return this.input.classList.contains('lit-typing');
  }

  private createClearButton(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lit-clear';
    button.ariaLabel = button.title = 'Clear';
    button.tabIndex = -1; // the keyboard has Backspace
    button.addEventListener('click', () => {
      this.apply(() => {
        this.field.clear();
      });
      this.input.focus();
    });
    return button;
  }

  /** Handle that the mouse was pressed on the field. */
  private onPressed(event: MouseEvent): void {
    const { target } = event;
    if (
      !(target instanceof Element) ||
      this.input.disabled ||
      event.button !== 0 ||
      target.closest('label, .lit-options, .lit-entry') !== null
    ) {
      return;
    }
    if (target.closest('.jupyter-widget-tag') !== null) {
      return; // it can be dragged
    }
    if (target !== this.input || !this.isTyping) {
      event.preventDefault(); // the focus stays, and so does the selection, which typing replaces
    }
    if (target === this.clearButton) {
      return;
    }
    if (this.listbox.isOpen && !this.isTyping) {
      this.listbox.close();
    } else if (!this.listbox.isOpen) {
      this.input.focus();
      this.openList();
    }
  }

  private onTyped(): void {
    this.input.classList.add('lit-typing');
    if (this.listbox.isOpen) {
      this.show(null);
    } else {
      this.openList();
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (this.handleKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Do what a key means; return whether it means anything. */
  private handleKey(event: KeyboardEvent): boolean {
    const { field, input, listbox } = this;
    const step = STEPS[event.key];
    if (step !== undefined) {
      if (listbox.isOpen) {
        listbox.move(step);
      } else {
        this.openList();
      }
      return true;
    }
    switch (event.key) {
      case 'Enter':
        if (listbox.isOpen) {
          this.pick(listbox.activeRow);
        } else {
          this.openList();
        }
        return true;
      case 'Escape':
        if (!listbox.isOpen && !this.isTyping) {
          return false;
        }
        listbox.close();
        this.reset();
        input.select();
        return true;
      case 'Tab':
        listbox.close();
        this.reset();
        return false;
      case 'Backspace':
        if (
          event.repeat ||
          (this.isTyping ? input.value !== '' : !field.canClear)
        ) {
          return false;
        }
        this.apply(() => {
          field.removeLast();
        });
        return true;
      case ' ':
        if (field.mode !== 'none' || listbox.isOpen) {
          return false;
        }
        this.openList();
        return true;
      default:
        return false;
    }
  }

  private openList(): void {
    if (!this.input.disabled) {
      this.listbox.open(this.field.host);
      this.show(this.isTyping ? null : Math.max(0, this.field.selected));
      this.describe();
    }
  }

  /** Fill the list; `active` is the position that Enter picks, null for the one that fits best what is typed. */
  private show(active: number | null): void {
    const { field } = this;
    const typed = this.isTyping ? this.input.value : '';
    const { labels, selected } = field;
    this.shown = field.version;
    const matches = matchLabels(labels, typed, field.mode);
    const commands =
      typed.trim() === '' && matches.length > 0 ? field.commands : [];
    const options = matches.map(position => ({
      text: labels[position] ?? '',
      isSelected: position === selected,
      isCommand: false,
      act: (): void => {
        field.choose(labels[position] ?? '', position);
      }
    }));
    const text = typed.trim();
    const known = text.toLowerCase();
    const isNew =
      field.takesNew &&
      text !== '' &&
      !labels.some(label => label.toLowerCase() === known);
    this.actions = [
      ...commands.map((command, position) => ({
        text: command,
        isSelected: false,
        isCommand: true,
        act: (): void => {
          field.command(position);
        }
      })),
      ...options,
      ...(isNew
        ? [
            {
              text: `Add “${text}”`,
              isSelected: false,
              isCommand: true,
              act: (): void => {
                field.add(text);
              }
            }
          ]
        : [])
    ];
    // what only has the letters of a new option in it is not what its writer means
    const fits = options[0]?.text.toLowerCase().includes(known) ?? false;
    const best = isNew && !fits ? this.actions.length - 1 : commands.length;
    const note = labels.length === 0 ? field.emptyNote : 'No matching option';
    this.listbox.show(
      this.actions,
      active ?? best,
      this.actions.length === 0 ? note : ''
    );
  }

  private pick(row: number): void {
    const action = this.actions[row];
    if (action === undefined) {
      return;
    }
    this.apply(() => {
      action.act();
    });
    if (!this.field.isMany) {
      this.listbox.close();
      this.input.select();
    } else if (this.listbox.isOpen) {
      this.show(row);
    }
  }

  /** Change what is chosen; what was typed has been used. */
  private apply(change: () => void): void {
    this.isApplying = true;
    this.input.classList.remove('lit-typing');
    try {
      change();
    } finally {
      this.isApplying = false;
    }
    this.reset();
    this.complete();
  }

  /** Forget what is typed. */
  private reset(): void {
    this.input.classList.remove('lit-typing');
    if (this.input.value !== this.field.text) {
      this.input.value = this.field.text;
    }
  }

  /** Tell assistive technology of the list. */
  private describe(): void {
    const { input, listbox } = this;
    const states = listbox.isOpen
      ? {
          'aria-controls': listbox.id,
          'aria-activedescendant': listbox.activeId
        }
      : { 'aria-controls': null, 'aria-activedescendant': null };
    input.setAttribute('aria-expanded', String(listbox.isOpen));
    for (const [name, value] of Object.entries(states)) {
      if (value === null) {
        input.removeAttribute(name);
      } else {
        input.setAttribute(name, value);
      }
    }
  }

  private readonly input: HTMLInputElement;
  private readonly listbox: Listbox;
  private readonly clearButton: HTMLButtonElement;
  private actions: readonly IAction[] = [];
  private isApplying = false;
  private isFocused = false;
  /** Which options the open list shows. */
  private shown: unknown = null;
}

interface IAction extends IRow {
  readonly act: () => void;
}

/** How far the keys go in the list. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8
};
