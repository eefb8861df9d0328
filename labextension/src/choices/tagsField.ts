import { nameInput, SelectField } from './optionField';

/** Stands for an empty label: a tag cannot be empty. */
const BLANK = '\u200b';

/** A dropdown of the options, with a tag for each one that is chosen, and maybe a text field for new ones. */
export class TagsField extends SelectField {
  get isMany(): boolean {
    return true;
  }

  get takesNew(): boolean {
    return this.entry !== null && !this.entry.disabled && !this.isFull;
  }

  get version(): unknown {
    return JSON.stringify(this.tags);
  }

  /** The options that can still be chosen. */
  get labels(): readonly string[] {
    const { entries, version } = this;
    if (this.left?.entries !== entries || this.left.version !== version) {
      const taken = new Set(this.tags);
      const options = entries.slice(1, entries.length - this.endings.length);
      const labels = this.isFull
        ? []
        : options.filter(option => !taken.has(option));
      this.left = { entries, labels, version };
    }
    return this.left.labels;
  }

  get selected(): number {
    return -1;
  }

  get text(): string {
    return '';
  }

  get commands(): readonly string[] {
    const { length } = this.labels;
    return this.endings[0] === 'lit-select-all' &&
      length > 1 &&
      length <= (this.number('all') ?? length)
      ? [`Select all (${length})`]
      : [];
  }

  get emptyNote(): string {
    if (this.isFull) {
      return `Up to ${this.number('limit')} can be chosen: remove one first`;
    }
    const { endings, entries } = this;
    return entries.length > 1 + endings.length
      ? 'All options are chosen'
      : (entries[0] ?? '');
  }

  get placeholder(): string {
    return this.closers.length === 0 ? (this.entries[0] ?? '') : '';
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

  choose(label: string): void {
    if (!this.addTag(label)) {
      this.pick(this.entries.indexOf(label, 1));
    }
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
    if (!this.addTag(text) && entry !== null) {
      entry.value = text;
      entry.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  removeLast(): void {
    this.closers.at(-1)?.dispatchEvent(new MouseEvent('mousedown')); // what the front end's tags listen to
  }

  /**
   * Add a tag to those that the front end has, which shows it at once and sends the labels of all: what is chosen meanwhile, and
   * how late it arrives, then makes no difference. Return whether it could: its own field for tags leaves out blanks at the ends.
   */
  private addTag(label: string): boolean {
    const field = this.host.querySelector<HTMLInputElement>(
      '.lit-tags .jupyter-widget-taginput'
    );
    if (field === null || label === '') {
      return false;
    }
    field.value = label;
    if (field.value !== label || label.trim() !== label) {
      field.value = '';
      return false;
    }
    field.dispatchEvent(new Event('change'));
    const isAdded = field.value === '';
    field.value = '';
    return isAdded;
  }

  /** The labels of what is chosen. */
  private get tags(): readonly string[] {
    const nodes = this.host.querySelectorAll(
      '.lit-tags > div.jupyter-widget-tag'
    );
    return Array.from(nodes, node =>
      node.textContent === BLANK ? '' : node.textContent
    );
  }

  private get isFull(): boolean {
    return this.closers.length >= (this.number('limit') ?? Infinity);
  }

  /** Return the number in a class of the dropdown; null if it has no such class. */
  private number(name: string): number | null {
    const pattern = new RegExp(`\\blit-${name}-(\\d+)\\b`);
    const menu = this.select.closest('.lit-menu');
    const found = pattern.exec(menu?.className ?? '');
    return found === null ? null : Number(found[1]);
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

  private left: {
    readonly entries: readonly string[];
    readonly labels: readonly string[];
    readonly version: unknown;
  } | null = null;
}
