/** The height of a row in pixels, as in choices.css: rows that are not in sight are not in the document. */
export const ROW_HEIGHT = 32;
/** So many rows are shown at once at most. */
const ROWS_IN_SIGHT = 9;
/** So many rows are drawn above and below those in sight. */
const MARGIN = 4;
/** So many rows a list can have: a longer one is higher than a browser can scroll. */
export const MOST_ROWS = 100_000;
/** Pixels between the field and the list, and between the list and the edges of the window. */
const GAP = 4;

/** One row of a list. */
export interface IRow {
  readonly text: string;
  readonly isSelected: boolean;
  /** Whether it does something else than choosing an option. */
  readonly isCommand: boolean;
}

let count = 0;

/** A list that drops down from a field, over everything else on the page. The field keeps the focus. */
export class Listbox {
  constructor(
    private readonly anchor: HTMLElement,
    private readonly onPick: (row: number) => void,
    private readonly onChange: () => void
  ) {
    count += 1;
    this.node = document.createElement('div');
    this.node.className = 'lit-options';
    this.node.setAttribute('popover', 'manual');
    this.list = document.createElement('div');
    this.list.className = 'lit-options-list';
    this.list.id = `lit-options-${count}`;
    this.list.setAttribute('role', 'listbox');
    this.note = document.createElement('div');
    this.note.className = 'lit-options-note';
    this.note.setAttribute('role', 'status');
    this.node.append(this.list, this.note);
    this.list.addEventListener('scroll', () => {
      this.draw();
    });
    this.node.addEventListener('pointerdown', event => {
      event.preventDefault();
    });
    this.node.addEventListener('mousedown', event => {
      event.preventDefault(); // the focus stays in the field
    });
    this.node.addEventListener('click', event => {
      const row = rowAt(event);
      if (row !== null) {
        this.onPick(row);
      }
    });
    this.node.addEventListener('pointermove', event => {
      const row = rowAt(event);
      if (row !== null && row !== this.active) {
        this.setActive(row, false);
      }
    });
  }

  get id(): string {
    return this.list.id;
  }

  get isOpen(): boolean {
    return this.node.isConnected && this.opened;
  }

  /** The row that Enter picks; -1 if there is none. */
  get activeRow(): number {
    return this.active;
  }

  /** The id of the row that Enter picks, if it is in the document. */
  get activeId(): string | null {
    return this.rowNode(this.active)?.id ?? null;
  }

  /** Open below an element of the app, whose style it takes. */
  open(parent: Element): void {
    if (this.isOpen) {
      return;
    }
    parent.append(this.node);
    this.opened = true;
    if (typeof this.node.showPopover === 'function') {
      this.node.showPopover(); // nothing around it can cut it off
    }
    window.addEventListener('scroll', this.follow, true);
    window.addEventListener('resize', this.follow);
  }

  close(): void {
    if (!this.opened) {
      return;
    }
    this.opened = false;
    this.node.remove();
    window.removeEventListener('scroll', this.follow, true);
    window.removeEventListener('resize', this.follow);
    this.onChange();
  }

  /** Show rows, and a note below them; `active` is the row that Enter picks. */
  show(rows: readonly IRow[], active: number, note: string): void {
    this.rows = rows.slice(0, MOST_ROWS);
    this.list.hidden = rows.length === 0;
    const more = rows.length - this.rows.length;
    const words = more > 0 ? `${more} more: type to find them` : note;
    if (this.note.textContent !== words) {
      this.note.textContent = words;
    }
    this.note.hidden = words === '';
    this.list.replaceChildren();
    const ground = document.createElement('div');
    ground.setAttribute('role', 'presentation');
    ground.style.height = `${this.rows.length * ROW_HEIGHT}px`;
    this.list.append(ground);
    const height = Math.min(this.rows.length, ROWS_IN_SIGHT) * ROW_HEIGHT;
    this.list.style.height = `${height}px`;
    this.list.scrollTop = 0;
    this.active = -1;
    this.place();
    this.setActive(Math.min(active, this.rows.length - 1), true);
  }

  /** Go up or down; from one end to the other, but only by single steps. */
  move(by: number): void {
    const { length } = this.rows;
    if (length === 0) {
      return;
    }
    const isStep = Math.abs(by) === 1;
    const next = this.active + by;
    const wrapped = (next + length) % length;
    const clamped = Math.max(0, Math.min(length - 1, next));
    this.setActive(isStep && this.active >= 0 ? wrapped : clamped, true);
  }

  private setActive(row: number, scrolls: boolean): void {
    this.active = row;
    if (scrolls && row >= 0) {
      const top = row * ROW_HEIGHT;
      const { scrollTop } = this.list;
      const height = parseFloat(this.list.style.height);
      if (top < scrollTop) {
        this.list.scrollTop = top;
      } else if (top + ROW_HEIGHT > scrollTop + height) {
        this.list.scrollTop = top + ROW_HEIGHT - height;
      }
    }
    this.draw();
    this.onChange();
  }

  /** Draw the rows in sight, and keep what is drawn already: a row that is pressed must be there when it is released. */
  private draw(): void {
    const { scrollTop } = this.list;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - MARGIN);
    const last = Math.min(
      this.rows.length,
      Math.ceil(scrollTop / ROW_HEIGHT) + ROWS_IN_SIGHT + MARGIN
    );
    for (const node of [
      ...this.list.querySelectorAll<HTMLElement>('[data-row]')
    ]) {
      const row = Number(node.dataset.row);
      if (row < first || row >= last) {
        node.remove();
      }
    }
    for (let row = first; row < last; row++) {
      const node = this.rowNode(row) ?? this.createRow(row);
      node.classList.toggle('lit-active', row === this.active);
    }
  }

  private createRow(row: number): HTMLElement {
    const node = document.createElement('div');
    const { text, isCommand, isSelected } = this.rows[row]!;
    node.className = isCommand ? 'lit-option lit-command' : 'lit-option';
    node.id = `${this.id}-${row}`;
    node.dataset.row = String(row);
    node.style.top = `${row * ROW_HEIGHT}px`;
    node.setAttribute('role', 'option');
    node.setAttribute('aria-selected', String(isSelected));
    node.setAttribute('aria-setsize', String(this.rows.length));
    node.setAttribute('aria-posinset', String(row + 1));
    node.title = node.textContent = text;
    this.list.append(node);
    return node;
  }

  private rowNode(row: number): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`[data-row="${row}"]`);
  }

  private readonly follow = (event: Event): void => {
    if (event.target instanceof Node && this.node.contains(event.target)) {
      return;
    }
    if (this.isOpen && this.anchor.isConnected) {
      this.place();
    } else {
      this.close();
    }
  };

  /** Lay the list below the field, or above it where there is more room. */
  private place(): void {
    const field = this.anchor.getBoundingClientRect();
    const { style } = this.node;
    style.left = `${field.left}px`;
    style.width = `${field.width}px`;
    const height = this.node.offsetHeight;
    const below = window.innerHeight - field.bottom - 2 * GAP;
    const above = field.top - 2 * GAP;
    const isAbove = below < height && above > below;
    style.top = isAbove
      ? `${Math.max(GAP, field.top - GAP - height)}px`
      : `${field.bottom + GAP}px`;
  }

  readonly node: HTMLElement;
  private readonly list: HTMLElement;
  private readonly note: HTMLElement;
  private rows: readonly IRow[] = [];
  private active = -1;
  private opened = false;
}

function rowAt(event: Event): number | null {
  const { target } = event;
  const node =
    target instanceof Element
      ? target.closest<HTMLElement>('[data-row]')
      : null;
  return node === null ? null : Number(node.dataset.row);
}
