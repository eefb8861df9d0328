import { OptionField, SelectField } from './optionField';
import { TagsField } from './tagsField';

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

  choose(label: string): void {
    this.add(label);
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
