import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { completeCopyButtons } from '../../src/output/copyButtons';

let app: HTMLElement;
let clipboard: string[];

beforeEach(() => {
  vi.useFakeTimers();
  app = document.createElement('div');
  app.className = 'lit-app';
  document.body.append(app);
  clipboard = [];
  setClipboard({
    writeText: (text: string) => {
      clipboard.push(text);
      return Promise.resolve();
    }
  });
});
afterEach(() => {
  app.remove();
  vi.useRealTimers();
});

function setClipboard(value: unknown): void {
  Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
}

function theButton(): HTMLButtonElement {
  completeCopyButtons(app);
  completeCopyButtons(app);
  const buttons = app.querySelectorAll<HTMLButtonElement>('.lit-copy');
  expect(buttons.length).toBe(1);
  return buttons[0]!;
}

async function click(button: HTMLButtonElement): Promise<void> {
  button.click();
  await vi.advanceTimersByTimeAsync(0);
}

describe('a block of code', () => {
  it('has one button, which copies it and says so for a moment', async () => {
    app.innerHTML =
      '<pre class="lit-code"><code><span class="k">if</span> x:\n    y()\n</code></pre>';
    const button = theButton();
    expect(button.ariaLabel).toBe('Copy the code');
    await click(button);
    expect(clipboard).toEqual(['if x:\n    y()']);
    expect([button.ariaLabel, button.dataset.litAnswer]).toEqual([
      'Copied',
      'Copied'
    ]);
    await vi.advanceTimersByTimeAsync(2500);
    expect(button.ariaLabel).toBe('Copy the code');
    expect(button.dataset.litAnswer).toBeUndefined();
  });

  it('has a new button when its content was replaced', () => {
    app.innerHTML = '<pre class="lit-code"><code>a</code></pre>';
    theButton();
    app.innerHTML = '<pre class="lit-code"><code>b</code></pre>';
    theButton();
  });
});

describe('an error', () => {
  it('is copied as Python prints it', async () => {
    app.innerHTML =
      '<div class="lit-alert lit-exception"><div><p class="lit-alert-title">ValueError</p><p>bad</p><p>a note</p>' +
      '<details open><summary>Traceback</summary><pre><i>File "app", line 3, in f</i>\n  <b>g()</b>\n  <u>^^^</u></pre></details></div></div>';
    const button = theButton();
    expect(button.ariaLabel).toBe('Copy the error');
    await click(button);
    expect(clipboard).toEqual([
      'Traceback (most recent call last):\n  File "app", line 3, in f\n    g()\n    ^^^\nValueError: bad\na note'
    ]);
  });

  it('without a traceback or a message is its type', async () => {
    app.innerHTML =
      '<div class="lit-alert lit-exception"><div><p class="lit-alert-title">KeyError</p></div></div>';
    await click(theButton());
    expect(clipboard).toEqual(['KeyError']);
  });
});

describe('a page without a clipboard', () => {
  it('copies as the browser does, leaves nothing behind and keeps the focus', async () => {
    setClipboard(undefined);
    let copied = '';
    document.execCommand = () => {
      copied = document.querySelector('textarea')!.value;
      return true;
    };
    app.innerHTML = '<pre class="lit-code"><code>x = 1</code></pre>';
    const button = theButton();
    button.focus();
    await click(button);
    expect(copied).toBe('x = 1');
    expect(document.querySelector('textarea')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('says so when that fails too', async () => {
    setClipboard(undefined);
    document.execCommand = () => false;
    app.innerHTML = '<pre class="lit-code"><code>x = 1</code></pre>';
    const button = theButton();
    await click(button);
    expect(button.ariaLabel).toBe('Not copied');
  });
});
