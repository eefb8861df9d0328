import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { completeChoices } from '../../src/choices/combobox';

let app: HTMLElement;

beforeEach(() => {
  app = document.createElement('div');
  app.className = 'lit-app';
  document.body.append(app);
});
afterEach(() => {
  app.remove();
});

function find<T extends Element>(selector: string): T {
  return app.querySelector<T>(selector)!;
}

/** Draw a field as ipywidgets does, and make it a combobox. */
function draw(html: string): HTMLInputElement {
  app.innerHTML = html;
  completeChoices(app);
  return find<HTMLInputElement>('[role="combobox"]');
}

function options(...labels: string[]): string {
  return labels.map(label => `<option>${label}</option>`).join('');
}

function selectbox(classes: string, ...labels: string[]): HTMLInputElement {
  return draw(
    `<div class="lit-input lit-selectbox ${classes}"><label class="widget-label">City</label>` +
      `<select>${options(...labels)}</select></div>`
  );
}

function multiselect(classes: string, tags: string[], ...labels: string[]) {
  const shown = tags.map(
    tag =>
      `<div class="jupyter-widget-tag">${tag}<i class="jupyter-widget-tag-close"></i></div>`
  );
  return draw(
    `<div class="lit-multiselect"><div class="lit-input lit-menu ${classes}"><label class="widget-label">Tools</label>` +
      `<select>${options('Choose options', ...labels)}</select></div><div class="lit-tags">${shown.join('')}</div></div>`
  );
}

/** Note what the front end's own field is set to. */
function chosen(): string[] {
  const found: string[] = [];
  app.addEventListener('change', event => {
    const target = event.target as HTMLSelectElement | HTMLInputElement;
    found.push(target.value);
  });
  return found;
}

function press(key: string, init: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    cancelable: true,
    ...init
  });
  find('[role="combobox"]').dispatchEvent(event);
  return event.defaultPrevented;
}

function type(text: string): void {
  const input = find<HTMLInputElement>('[role="combobox"]');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Return the rows in the document. */
function rows(): string[] {
  return [...app.querySelectorAll('.lit-option')].map(row => row.textContent);
}

function active(): string | undefined {
  return app.querySelector('.lit-option.lit-active')?.textContent;
}

describe('a selectbox', () => {
  it('is filtered by typing, and Enter chooses the best match', () => {
    const input = selectbox('', 'Berlin', 'Oslo', 'East Oslo');
    const values = chosen();
    expect(input.value).toBe('Berlin');
    type('osl');
    expect(rows()).toEqual(['Oslo', 'East Oslo']);
    expect(active()).toBe('Oslo');
    press('ArrowDown');
    press('Enter');
    expect(values).toEqual(['East Oslo']);
    expect(input.value).toBe('East Oslo');
    expect(rows()).toEqual([]);
  });

  it('is operated by keys alone', () => {
    const input = selectbox('', 'a', 'b', 'c');
    const values = chosen();
    press('ArrowDown');
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(active()).toBe('a');
    const id = input.getAttribute('aria-activedescendant')!;
    expect(app.querySelector(`[id="${id}"]`)?.textContent).toBe('a');
    press('ArrowUp');
    expect(active()).toBe('c');
    expect(press('Escape')).toBe(true);
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(press('Escape')).toBe(false);
    expect(values).toEqual([]);
    press('Enter');
    press('PageDown');
    press('Enter');
    expect(values).toEqual(['c']);
  });

  it('forgets what was typed with Escape and Tab', () => {
    const input = selectbox('', 'Berlin', 'Oslo');
    const values = chosen();
    for (const key of ['Escape', 'Tab']) {
      type('osl');
      expect(input.classList.contains('lit-typing')).toBe(true);
      press(key);
      expect(input.classList.contains('lit-typing')).toBe(false);
      expect(input.value).toBe('Berlin');
    }
    expect(values).toEqual([]);
  });

  it('is cleared only if it may be empty', () => {
    selectbox('', 'Berlin', 'Oslo');
    expect(find<HTMLElement>('.lit-clear').hidden).toBe(true);
    expect(press('Backspace')).toBe(false);
    const classes = 'lit-clearable lit-ahead';
    const input = selectbox(classes, 'Choose', 'Berlin', 'Oslo');
    expect(find<HTMLElement>('.lit-clear').hidden).toBe(true);
    const values = chosen();
    press('ArrowDown');
    expect(rows()).toEqual(['Berlin', 'Oslo']);
    press('Enter');
    expect(find<HTMLElement>('.lit-clear').hidden).toBe(false);
    find<HTMLButtonElement>('.lit-clear').click();
    expect([input.value, input.placeholder]).toEqual(['', 'Choose']);
    type('osl');
    press('Enter');
    press('Backspace');
    expect(values).toEqual(['Berlin', 'Choose', 'Oslo', 'Choose']);
  });

  it('takes no typing if its mode says so', () => {
    expect(selectbox('lit-filter-none', 'a').readOnly).toBe(true);
    expect(press(' ')).toBe(true);
    expect(rows()).toEqual(['a']);
  });

  it('keeps only the rows in sight in the document', () => {
    const labels = Array.from({ length: 100 }, (_, n) => `row ${n}`);
    selectbox('', ...labels);
    press('ArrowDown');
    expect(rows().length).toBeLessThan(30);
    press('ArrowUp');
    expect(active()).toBe('row 99');
    expect(rows().length).toBeLessThan(30);
    type('row 77');
    expect(active()).toBe('row 77');
  });

  it('is named and described as the dropdown is, and disabled with it', () => {
    const input = selectbox('', 'a', 'b');
    expect(find<HTMLLabelElement>('label').htmlFor).toBe(input.id);
    const select = find<HTMLSelectElement>('select');
    select.disabled = true;
    select.title = 'Hidden label';
    completeChoices(app);
    expect(input.disabled).toBe(true);
    expect(input.getAttribute('aria-label')).toBe('Hidden label');
    expect(app.querySelectorAll('.lit-filter').length).toBe(1);
  });

  it('says what its front end says when the script changes the choice', () => {
    const input = selectbox('', 'a', 'b');
    find<HTMLSelectElement>('select').selectedIndex = 1;
    expect(input.value).toBe('b');
  });

  it('says that nothing matches', () => {
    const values = (selectbox('', 'a'), chosen());
    type('xyz');
    expect(find('.lit-options-note').textContent).toBe('No matching option');
    press('Enter');
    expect(values).toEqual([]);
  });
});

describe('a selectbox that takes new options', () => {
  function free(classes = '', value = ''): HTMLInputElement {
    return draw(
      `<div class="lit-input lit-selectbox ${classes}"><label class="widget-label">City</label>` +
        `<input type="text" list="x" value="${value}"><datalist id="x"><option value="Berlin"></option><option value="Oslo"></option></datalist></div>`
    );
  }

  it('offers what was typed as a new one, last', () => {
    const input = free();
    const values = chosen();
    type('Os');
    expect(rows()).toEqual(['Oslo', 'Add “Os”']);
    press('Enter');
    type('Rome');
    expect(rows()).toEqual(['Add “Rome”']);
    press('Enter');
    expect(values).toEqual(['Oslo', 'Rome']);
    type('oslo');
    expect(rows()).toEqual(['Oslo']);
    press('Escape');
    expect(input.value).toBe('Rome');
  });

  it('prefers a new option to one that only has its letters', () => {
    free();
    type('bn');
    expect(rows()).toEqual(['Berlin', 'Add “bn”']);
    expect(active()).toBe('Add “bn”');
  });

  it('does not take what was typed and left', () => {
    const input = free('lit-clearable', 'Berlin');
    const values = chosen();
    type('Ro');
    input.dispatchEvent(new Event('change', { bubbles: true }));
    expect(values).toEqual([]);
    press('Tab');
    expect(input.value).toBe('Berlin');
    find<HTMLButtonElement>('.lit-clear').click();
    expect(values).toEqual(['']);
  });
});

describe('a multiselect', () => {
  it('chooses one option after the other from an open list', () => {
    const input = multiselect('lit-select-all', [], 'a', 'b', 'Select all (2)');
    const values = chosen();
    press('ArrowDown');
    expect(rows()).toEqual(['Select all (2)', 'a', 'b']);
    type('b');
    expect(rows()).toEqual(['b']);
    press('Enter');
    expect(input.value).toBe('');
    expect(input.getAttribute('aria-expanded')).toBe('true');
    find<HTMLSelectElement>('select').innerHTML = options(
      'Choose options',
      'a'
    );
    find('.lit-menu').classList.remove('lit-select-all');
    completeChoices(app);
    expect(rows()).toEqual(['a']);
    expect(values).toEqual(['b']);
  });

  it('chooses and removes all', () => {
    const ends = ['Select all (2)', 'Remove all'];
    const both = 'lit-select-all lit-remove-all';
    multiselect(both, ['x', 'y'], 'a', 'b', ...ends);
    const values = chosen();
    press('ArrowDown');
    expect(rows()).toEqual(['Select all (2)', 'a', 'b']);
    press('ArrowUp');
    press('ArrowDown');
    press('Enter');
    find<HTMLButtonElement>('.lit-clear').click();
    expect(values).toEqual(ends);
  });

  it('removes the last tag with Backspace, and only when nothing is typed', () => {
    multiselect('', ['x', 'y'], 'a', 'b');
    const closed: string[] = [];
    for (const closer of app.querySelectorAll('.jupyter-widget-tag-close')) {
      closer.addEventListener('mousedown', () => {
        closed.push(closer.parentElement!.textContent);
      });
    }
    type('a');
    press('Backspace');
    expect(closed).toEqual([]);
    type('');
    press('Backspace', { repeat: true });
    expect(closed).toEqual([]);
    press('Backspace');
    expect(closed).toEqual(['y']);
  });

  it('keeps its input and the focus when the tags are drawn anew', () => {
    const input = multiselect('', ['x'], 'a', 'b');
    input.focus();
    const tags = find('.lit-tags');
    const fresh = document.createElement('div');
    fresh.className = 'jupyter-widget-tag';
    tags.append(fresh);
    completeChoices(app);
    expect(tags.lastElementChild).toBe(input);
    expect(document.activeElement).toBe(input);
  });

  it('says why there is nothing to choose', () => {
    multiselect('', ['x']);
    find('option').textContent = 'Up to 1 can be chosen';
    press('ArrowDown');
    expect(find('.lit-options-note').textContent).toBe('Up to 1 can be chosen');
  });

  it('hands new options to the field that takes them', () => {
    const input = multiselect('', [], 'a');
    const entry = document.createElement('div');
    entry.className = 'lit-entry';
    entry.innerHTML = '<input type="text">';
    find('.lit-multiselect').append(entry);
    const values = chosen();
    type('new');
    press('Enter');
    expect(values).toEqual(['new']);
    expect(input.value).toBe('');
  });
});
