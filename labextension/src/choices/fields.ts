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
  abstract choose(position: number): void;
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
    select.inert = true; // the input over it is what readers meet
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

  choose(position: number): void {
    this.pick(position + this.ahead);
  }

  clear(): void {
    this.pick(0);
  }

  /** The texts of all entries of the dropdown, read once: there may be many, and they are asked for at each key. */
  protected get entries(): readonly string[] {
    if (this.read?.version !== this.version) {
      const texts = Array.from(this.select.children, spaced);
      this.read = { texts, version: this.version };
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
    readonly texts: readonly string[];
    readonly version: unknown;
  } | null = null;
}

/** A dropdown of what is left, with a tag for each option that is chosen, and maybe a text field for new ones. */
export class TagsField extends SelectField {
  get isMany(): boolean {
    return true;
  }

  get takesNew(): boolean {
    return this.entry !== null && !this.entry.disabled;
  }

  get labels(): readonly string[] {
    const { entries } = this;
    return entries.slice(1, entries.length - this.endings.length);
  }

  get selected(): number {
    return -1;
  }

  get text(): string {
    return '';
  }

  get commands(): readonly string[] {
    const { endings, entries } = this;
    return endings[0] === 'lit-select-all'
      ? entries.slice(-endings.length).slice(0, 1)
      : [];
  }

  get emptyNote(): string {
    return this.entries[0] ?? '';
  }

  get placeholder(): string {
    return this.closers.length === 0 ? this.emptyNote : '';
  }

  get isDisabled(): boolean {
    return this.select.disabled;
  }

  get canClear(): boolean {
    return !this.isDisabled && this.closers.length > 0;
  }

  complete(): void {
    const tags = this.host.querySelector('.lit-tags');
    if (tags !== null && tags.lastElementChild !== this.input) {
      tags.append(this.input); // the tags have been drawn anew
    }
    nameInput(this.input, this.host, this.select);
  }

  choose(position: number): void {
    this.pick(position + 1);
  }

  command(): void {
    this.pick(this.entries.length - this.endings.length);
  }

  clear(): void {
    if (this.endings.includes('lit-remove-all')) {
      this.pick(this.entries.length - 1);
    } else {
      this.removeLast();
    }
  }

  add(text: string): void {
    const { entry } = this;
    if (entry !== null) {
      entry.value = text;
      entry.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  removeLast(): void {
    this.closers.at(-1)?.dispatchEvent(new MouseEvent('mousedown')); // what the front end's tags listen to
  }

  /** The classes of the entries behind the options. */
  private get endings(): readonly string[] {
    return ['lit-select-all', 'lit-remove-all'].filter(
      name => this.select.closest(`.${name}`) !== null
    );
  }

  private get entry(): HTMLInputElement | null {
    return this.host.querySelector<HTMLInputElement>('.lit-entry input');
  }

  private get closers(): readonly HTMLElement[] {
    return [
      ...this.host.querySelectorAll<HTMLElement>('.jupyter-widget-tag-close')
    ];
  }
}

/** A text field that proposes options and takes others too. The proposals that the browser shows are replaced. */
export class TextField extends OptionField {
  constructor(
    host: HTMLElement,
    input: HTMLInputElement,
    private readonly proposals: HTMLDataListElement
  ) {
    super(host, input, input);
  }

  get takesNew(): boolean {
    return true;
  }

  get version(): unknown {
    return this.proposals.firstElementChild;
  }

  get labels(): readonly string[] {
    return Array.from(this.proposals.children, option =>
      option instanceof HTMLOptionElement ? option.value : ''
    );
  }

  get selected(): number {
    return this.labels.indexOf(this.applied);
  }

  get text(): string {
    return this.applied;
  }

  get placeholder(): string {
    return this.input.placeholder;
  }

  get isDisabled(): boolean {
    return this.input.disabled;
  }

  get canClear(): boolean {
    const { classList } = this.host;
    return (
      classList.contains('lit-clearable') &&
      !this.isDisabled &&
      this.text !== ''
    );
  }

  complete(): void {
    this.input.removeAttribute('list');
    if (!this.input.classList.contains('lit-typing')) {
      this.applied = this.input.value;
    }
  }

  choose(position: number): void {
    this.add(this.labels[position] ?? '');
  }

  clear(): void {
    this.add('');
  }

  add(text: string): void {
    this.applied = this.input.value = text;
    this.input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** What stood in the field before the reader began to type. */
  private applied = '';
}

/** Return the field for options whose classes an element carries; null if it is none, or not drawn yet. */
export function findField(host: HTMLElement): OptionField | null {
  const select = host.querySelector('select');
  if (select !== null) {
    return host.classList.contains('lit-multiselect')
      ? new TagsField(host, select)
      : new SelectField(host, select);
  }
  const input = host.querySelector('input');
  const proposals = host.querySelector('datalist');
  return input === null || proposals === null
    ? null
    : new TextField(host, input, proposals);
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
function nameInput(
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

/** Return the text of an option; front ends write no-break spaces into it. */
function spaced(option: Element | undefined): string {
  return option?.textContent.replaceAll('\u00a0', ' ') ?? '';
}
