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

function tag(label: string): string {
  return `<div class="jupyter-widget-tag">${label}<i class="jupyter-widget-tag-close"></i></div>`;
}

const TAG_FIELD =
  '<div class="widget-text"><input class="jupyter-widget-tag jupyter-widget-taginput"></div>';

function multiselect(classes: string, tags: string[], ...labels: string[]) {
  const input = draw(
    `<div class="lit-multiselect"><div class="lit-input lit-menu ${classes}"><label class="widget-label">Tools</label>` +
      `<select>${options('Choose options', ...labels)}</select></div><div class="lit-tags">${tags.map(tag).join('')}${TAG_FIELD}</div></div>`
  );
  const field = find<HTMLInputElement>('.jupyter-widget-taginput');
  field.onchange = () => {
    const label = field.value.trim();
    if (label !== '' && !tags.includes(label)) {
      tags.push(label);
      find('.lit-tags').innerHTML = tags.map(tag).join('');
      find('.lit-tags').append(field.parentElement!);
      field.value = '';
      completeChoices(app); // as the observer of the page has it done
    }
  };
  return input;
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
  it('adds what is chosen to the tags, one option after the other from an open list', () => {
    const tags: string[] = [];
    const input = multiselect(
      'lit-select-all lit-remove-all',
      tags,
      'a',
      'b',
      'Select all',
      'Remove all'
    );
    const values = chosen();
    press('ArrowDown');
    expect(rows()).toEqual(['Select all (2)', 'a', 'b']);
    type('b');
    expect(rows()).toEqual(['b']);
    press('Enter');
    expect(tags).toEqual(['b']);
    expect(input.value).toBe('');
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(rows()).toEqual(['a']); // nothing of the kernel has come yet
    press('Enter');
    expect(tags).toEqual(['b', 'a']);
    expect(find('.lit-options-note').textContent).toBe(
      'All options are chosen'
    );
    expect(find<HTMLSelectElement>('select').selectedIndex).toBe(0);
    expect(values).toEqual([]);
  });

  it('chooses what is pressed, whatever was chosen since the list was drawn', () => {
    const tags: string[] = [];
    multiselect('', tags, 'a', 'b', 'c');
    press('ArrowDown');
    const third = [...app.querySelectorAll<HTMLElement>('.lit-option')][2]!;
    tags.push('a');
    find('.lit-tags').insertAdjacentHTML('afterbegin', tag('a'));
    third.click();
    expect(tags).toEqual(['a', 'c']);
  });

  it('chooses by the dropdown what no tag can carry', () => {
    const tags: string[] = [];
    multiselect('', tags, ' a', 'b');
    const values = chosen();
    press('ArrowDown');
    press('Enter');
    expect(values).toEqual([' a']);
    expect(tags).toEqual([]);
  });

  it('chooses and removes all', () => {
    const ends = ['Select all', 'Remove all'];
    const both = 'lit-select-all lit-remove-all';
    multiselect(both, ['x', 'y'], 'a', 'b', 'x', 'y', ...ends);
    const values = chosen();
    press('ArrowDown');
    expect(rows()).toEqual(['Select all (2)', 'a', 'b']);
    press('ArrowUp');
    press('ArrowDown');
    press('Enter');
    find<HTMLButtonElement>('.lit-clear').click();
    expect(values).toEqual(ends);
  });

  it('offers to choose all only while that is what its author allows', () => {
    const tags: string[] = [];
    const ends = ['Select all, once no more than 2 are left', 'Remove all'];
    const classes = 'lit-select-all lit-all-2 lit-remove-all';
    multiselect(classes, tags, 'a', 'b', 'c', ...ends);
    press('ArrowDown');
    expect(rows()).toEqual(['a', 'b', 'c']);
    press('Enter');
    expect(rows()).toEqual(['Select all (2)', 'b', 'c']);
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
    multiselect('lit-limit-1', ['x'], 'x', 'y');
    press('ArrowDown');
    expect(rows()).toEqual([]);
    expect(find('.lit-options-note').textContent).toBe(
      'Up to 1 can be chosen: remove one first'
    );
  });

  it('makes new options tags where the front end takes them', () => {
    const tags: string[] = [];
    const input = multiselect('', tags, 'a');
    const entry = document.createElement('div');
    entry.className = 'lit-entry';
    entry.innerHTML = '<input type="text">';
    find('.lit-multiselect').append(entry);
    const values = chosen();
    type('new');
    press('Enter');
    expect([tags, values]).toEqual([['new'], []]);
    expect(input.value).toBe('');
    find('.jupyter-widget-taginput').remove();
    type('newer');
    press('Enter');
    expect(values).toEqual(['newer']);
  });
});
