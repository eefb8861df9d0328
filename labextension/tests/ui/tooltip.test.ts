import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { attachTooltip } from '../../src/ui/tooltip';

let button: HTMLButtonElement;

beforeEach(() => {
  vi.useFakeTimers();
  button = document.createElement('button');
  button.setAttribute('aria-label', 'Run tide again');
  document.body.append(button);
  attachTooltip(button);
});
afterEach(() => {
  button.remove();
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
});

function shown(): string[] {
  return [...document.querySelectorAll('.lit-tooltip')].map(
    one => one.textContent ?? ''
  );
}

function send(event: string): void {
  button.dispatchEvent(new Event(event));
}

describe('a tooltip', () => {
  it('shows the label at once while the pointer is over the element', () => {
    expect(shown()).toEqual([]);
    send('pointerenter');
    expect(shown()).toEqual(['Run tide again']);
    send('pointerleave');
    expect(shown()).toEqual([]);
  });

  it.each(['click', 'blur'])('goes with a %s', event => {
    send('pointerenter');
    send(event);
    expect(shown()).toEqual([]);
  });

  it('goes with the Escape key', () => {
    send('pointerenter');
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    expect(shown()).toHaveLength(1);
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(shown()).toEqual([]);
  });

  it('is the only one', () => {
    const other = document.createElement('button');
    other.setAttribute('aria-label', 'Stop tide');
    attachTooltip(other);
    document.body.append(other);
    send('pointerenter');
    other.dispatchEvent(new Event('pointerenter'));
    expect(shown()).toEqual(['Stop tide']);
    other.remove();
  });

  it('goes with its element', () => {
    send('pointerenter');
    button.remove();
    vi.advanceTimersByTime(1000);
    expect(shown()).toEqual([]);
  });
});
