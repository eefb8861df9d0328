import type { FilterMode } from './match';

const MODE = /\blit-filter-(fuzzy|contains|prefix|none)\b/;

/**
 * A field for options as its front end has drawn it, and the input that is put into it.
 *
 * What the front end has drawn stays: it holds the options and what is chosen, and takes what is chosen next.
 */
export abstract class OptionField {
  /** `host` carries the classes that say what kind of field it is; the list is as wide as `anchor`. */
  constructor(
    readonly host: HTMLElement,
    readonly anchor: HTMLElement,
    readonly input: HTMLInputElement
  ) {}

  /** Whether several options can be chosen. */
  get isMany(): boolean {
    return false;
  }

  /** Whether the reader may type an option of their own. */
  get takesNew(): boolean {
    return false;
  }

  get mode(): FilterMode {
    return (MODE.exec(this.host.className)?.[1] ?? 'fuzzy') as FilterMode;
  }

  /** What can be done to all options at once, above them. */
  get commands(): readonly string[] {
    return [];
  }

  /** What is said where there are no options. */
  get emptyNote(): string {
    return 'No options to select';
  }

  /** Something that is another one whenever the options may have changed. */
  abstract get version(): unknown;
  abstract get labels(): readonly string[];
  /** The position of the chosen option; -1 for none. */
  abstract get selected(): number;
  /** What stands in the field. */
  abstract get text(): string;
  abstract get isDisabled(): boolean;
  abstract get canClear(): boolean;
  /** What is said in the field while it is empty. */
  abstract get placeholder(): string;
  /** Put the input where it belongs, and have it say what the field says. */
  abstract complete(): void;
  /** Choose an option of the list as it was shown: it may be another one by now. */
  abstract choose(label: string, position: number): void;
  abstract clear(): void;

  /** Called when the front end has set what is chosen. */
  onSelected: () => void = () => undefined;

  add(_text: string): void {
    throw new Error('This field takes no new options.');
  }

  command(_position: number): void {
    throw new Error('This field has no commands.');
  }

  removeLast(): void {
    if (this.canClear) {
      this.clear();
    }
  }
}

/** A dropdown. The list that it opens by itself is replaced. */
export class SelectField extends OptionField {
  constructor(
    host: HTMLElement,
    protected readonly select: HTMLSelectElement
  ) {
    super(host, select, createFilter());
    // The input over it is what readers meet; not every tool that reads a page aloud knows `inert`.
    select.inert = true;
    select.ariaHidden = 'true';
    watchSelection(select, () => {
      this.onSelected();
    });
  }

  get version(): unknown {
    return this.select.firstElementChild;
  }

  get labels(): readonly string[] {
    return this.entries.slice(this.ahead);
  }

  get selected(): number {
    return this.select.selectedIndex - this.ahead;
  }

  get text(): string {
    return this.selected < 0
      ? ''
      : (this.entries[this.select.selectedIndex] ?? '');
  }

  get placeholder(): string {
    return this.ahead === 1 ? (this.entries[0] ?? '') : '';
  }

  get isDisabled(): boolean {
    return this.select.disabled;
  }

  get canClear(): boolean {
    const { classList } = this.host;
    return classList.contains('lit-clearable') && this.selected >= 0;
  }

  complete(): void {
    if (this.input.parentElement !== this.host) {
      this.select.before(this.input);
    }
    nameInput(this.input, this.host, this.select);
  }

  choose(label: string, position: number): void {
    const { labels } = this;
    const now = labels[position] === label ? position : labels.indexOf(label);
    if (now >= 0) {
      this.pick(now + this.ahead);
    }
  }

  clear(): void {
    this.pick(0);
  }

  /** The texts of all entries of the dropdown, read once: there may be many, and they are asked for at each key. */
  protected get entries(): readonly string[] {
    const first = this.select.firstElementChild;
    if (this.read?.first !== first) {
      const texts = Array.from(this.select.options, option => option.value);
      this.read = { first, texts };
    }
    return this.read?.texts ?? [];
  }

  /** How many entries of the dropdown come before the options. */
  protected get ahead(): number {
    return this.host.classList.contains('lit-ahead') ? 1 : 0;
  }

  protected pick(index: number): void {
    this.select.selectedIndex = index;
    this.select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private read: {
    readonly first: Element | null;
    readonly texts: readonly string[];
  } | null = null;
}

function createFilter(): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'text';
  input.className = 'lit-filter';
  return input;
}

/** Call back whenever it is set which entry is selected: that changes no node and no attribute, so no observer hears of it. */
function watchSelection(select: HTMLSelectElement, onSet: () => void): void {
  const native = Object.getOwnPropertyDescriptor(
    HTMLSelectElement.prototype,
    'selectedIndex'
  );
  Object.defineProperty(select, 'selectedIndex', {
    configurable: true,
    get: () => native?.get?.call(select) as number,
    set: (index: number) => {
      native?.set?.call(select, index);
      onSet();
    }
  });
}

/** Give the input the name that the dropdown has, by its label or else by its title. */
export function nameInput(
  input: HTMLInputElement,
  host: HTMLElement,
  select: HTMLSelectElement
): void {
  const label = host.querySelector<HTMLLabelElement>('label.widget-label');
  if (label !== null && label.htmlFor !== input.id) {
    label.htmlFor = input.id;
  }
  if (select.title === '') {
    input.removeAttribute('aria-label');
  } else {
    input.setAttribute('aria-label', select.title);
  }
}
