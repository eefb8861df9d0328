import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  applyText,
  completeFields,
  followTyping
} from '../../src/output/fields';

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

function fire(target: Element, type: string): void {
  target.dispatchEvent(new Event(type, { bubbles: true }));
}

describe('a password', () => {
  it('is shown and hidden by one button', () => {
    app.innerHTML =
      '<div class="lit-input lit-text-password"><label>p</label><input type="password"></div>';
    completeFields(app);
    completeFields(app);
    expect(app.querySelectorAll('.lit-eye').length).toBe(1);
    const eye = find<HTMLButtonElement>('.lit-eye');
    const field = find<HTMLInputElement>('input');
    expect([field.type, eye.ariaLabel]).toEqual(['password', 'Show the text']);
    eye.click();
    expect([field.type, eye.ariaLabel]).toEqual(['text', 'Hide the text']);
    eye.click();
    expect(field.type).toBe('password');
  });
});

describe('the help icon of a label', () => {
  it('can be focused, and its tooltip describes the field', () => {
    app.innerHTML =
      '<div class="lit-input"><label>n<span class="lit-help"><span class="lit-tip">why</span></span></label><input></div>';
    completeFields(app);
    const icon = find('.lit-help');
    expect(icon.getAttribute('tabindex')).toBe('0');
    const id = find('.lit-tip').id;
    expect(id).not.toBe('');
    expect(icon.getAttribute('aria-describedby')).toBe(id);
    expect(find('input').getAttribute('aria-describedby')).toBe(id);
    completeFields(app);
    expect(find('.lit-tip').id).toBe(id);
  });
});

describe('the handles of a slider', () => {
  it('are named as its label', () => {
    const label =
      '<label class="widget-label">rows <span class="lit-help">why</span></label>';
    const handle = '<div class="noUi-handle" role="slider"></div>';
    app.innerHTML =
      `<div class="lit-slider">${label}${handle}</div>` +
      `<div class="lit-slider">${label}${handle}${handle}</div>`;
    completeFields(app);
    const names = [...app.querySelectorAll('.noUi-handle')].map(one =>
      one.getAttribute('aria-label')
    );
    expect(names).toEqual(['rows', 'rows (from)', 'rows (to)']);
  });
});

describe('the readout of a range', () => {
  it('has a dash between its ends, and their hyphens stay', () => {
    app.innerHTML =
      '<div class="lit-slider"><div class="noUi-handle"></div><div class="widget-readout">&nbsp;2024-02-01 - x&nbsp;-&nbsp;z&nbsp;</div></div>';
    completeFields(app);
    completeFields(app);
    expect(find('.widget-readout').textContent.trim()).toBe(
      '2024-02-01 - x – z'
    );
  });
});

describe('what is typed', () => {
  followTyping();

  function typed(classes: string, tag: string, text: string): string | null {
    app.innerHTML = `<div class="lit-input ${classes}"><${tag}></${tag}></div>`;
    const field = find<HTMLInputElement>(tag);
    fire(field, 'focusin');
    field.value = text;
    fire(field, 'input');
    return find('.lit-input').getAttribute('data-lit-hint');
  }

  it('is said to be applied by a key, until it is', () => {
    expect(typed('lit-text-input', 'input', 'ab')).toBe('Press Enter to apply');
    fire(find('input'), 'change');
    expect(find('.lit-input').hasAttribute('data-lit-hint')).toBe(false);
    expect(typed('lit-text-area', 'textarea', 'ab')).toBe(
      'Press Ctrl+Enter to apply'
    );
    fire(find('textarea'), 'focusout');
    expect(find('.lit-input').hasAttribute('data-lit-hint')).toBe(false);
    for (const kind of ['lit-date-input', 'lit-date-end', 'lit-time-input']) {
      expect(typed(kind, 'input', '1.3.')).toBe('Press Enter to apply');
    }
  });

  it('is counted and limited where it has a limit', () => {
    expect(typed('lit-text-input lit-max-5', 'input', 'abc')).toBe(
      'Press Enter to apply · 3/5'
    );
    expect(find<HTMLInputElement>('input').maxLength).toBe(5);
    expect(typed('lit-text-input lit-live lit-max-5', 'input', 'ab')).toBe(
      '2/5'
    );
    expect(typed('lit-text-input lit-live', 'input', 'ab')).toBe('');
  });

  it('is no business of ours in other fields', () => {
    expect(typed('lit-checkbox', 'input', 'ab')).toBeNull();
  });

  it('in an area is applied by Ctrl+Enter', () => {
    typed('lit-text-area', 'textarea', 'ab');
    const area = find('textarea');
    const key = (init: KeyboardEventInit): KeyboardEvent =>
      new KeyboardEvent('keydown', { key: 'Enter', ...init });
    expect(applyText(area, key({}))).toBe(false);
    expect(find('.lit-input').hasAttribute('data-lit-hint')).toBe(true);
    expect(applyText(area, key({ ctrlKey: true }))).toBe(true);
    expect(find('.lit-input').hasAttribute('data-lit-hint')).toBe(false);
    expect(applyText(app, key({ ctrlKey: true }))).toBe(false);
  });
});

describe('an arrow key in a number field', () => {
  function press(init: KeyboardEventInit): KeyboardEvent {
    const key = new KeyboardEvent('keydown', {
      bubbles: true,
      cancelable: true,
      ...init
    });
    find('input').dispatchEvent(key);
    return key;
  }

  it('applies what was typed, and presses the button of its direction', () => {
    app.innerHTML =
      '<div class="lit-framed"><div class="lit-input lit-number-input"><input></div>' +
      '<button class="lit-step-down"></button><button class="lit-step-up"></button></div>';
    const done: string[] = [];
    find('input').addEventListener('change', () => done.push('change'));
    for (const way of ['up', 'down']) {
      find(`.lit-step-${way}`).addEventListener('click', () => done.push(way));
    }
    expect(press({ key: 'ArrowUp' }).defaultPrevented).toBe(true);
    press({ key: 'ArrowDown' });
    fire(find('input'), 'input');
    press({ key: 'ArrowUp' });
    expect(done).toEqual(['up', 'down', 'change', 'up']);
    expect(press({ key: 'ArrowUp', shiftKey: true }).defaultPrevented).toBe(
      false
    );
    press({ key: 'ArrowLeft' });
    expect(done.length).toBe(4);
  });

  it('moves the caret where there is no button', () => {
    app.innerHTML = '<div class="lit-input lit-text-input"><input></div>';
    expect(press({ key: 'ArrowUp' }).defaultPrevented).toBe(false);
  });
});

describe('fields that ipywidgets gives no name', () => {
  it('are named as their labels', () => {
    app.innerHTML =
      '<div class="lit-color-picker"><label class="widget-label">ink<span class="lit-help">why</span></label><input type="color"></div>' +
      '<div class="lit-slider"><label class="widget-label" title="rows"></label><div class="noUi-handle"></div></div>';
    completeFields(app);
    const names = [...app.querySelectorAll('[aria-label]')].map(one =>
      one.getAttribute('aria-label')
    );
    expect(names).toEqual(['ink', 'rows']);
  });
});
