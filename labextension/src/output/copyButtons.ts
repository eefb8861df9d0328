/**
 * Buttons in JupyterLab and Notebook 7 that copy a block of code, or an error with its traceback.
 *
 * Nothing depends on them: in other front ends the text can be selected.
 */

/** Milliseconds for which a button says that it has copied. */
const SAYS_COPIED = 2000;
const CODE = '.lit-app .lit-code > code';
const ERROR = '.lit-app .lit-exception';

/** Add the buttons that are missing; called again whenever something in a live view has changed. */
export function completeCopyButtons(root: Element): void {
  for (const code of root.querySelectorAll(CODE)) {
    if (code.querySelector(':scope > .lit-copy') === null) {
      // In the code, so that it stays at the edge when long lines are scrolled; it has no text, so it is not copied.
      code.prepend(
        createButton('Copy the code', () => code.textContent.trimEnd())
      );
    }
  }
  for (const error of root.querySelectorAll(ERROR)) {
    if (error.querySelector(':scope > .lit-copy') === null) {
      error.append(createButton('Copy the error', () => errorText(error)));
    }
  }
}

/** Return an error as Python would print it. */
export function errorText(error: Element): string {
  const body = error.firstElementChild;
  const [title = '', ...said] = [...(body?.children ?? [])]
    .filter(part => part.tagName !== 'DETAILS')
    .map(part => part.textContent.trim());
  const summary = said.length === 0 ? title : `${title}: ${said.join('\n')}`;
  const trace = body?.querySelector('details > pre')?.textContent ?? '';
  if (trace.trim() === '') {
    return summary;
  }
  const frames = trace
    .split('\n')
    .map(line => (line.trim() === '' ? '' : `  ${line}`))
    .join('\n');
  return `Traceback (most recent call last):\n${frames.trimEnd()}\n${summary}`;
}

function createButton(label: string, getText: () => string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'lit-copy';
  const say = (text: string): void => {
    button.ariaLabel = button.title = text;
  };
  let timer = 0;
  button.addEventListener('click', () => {
    void copy(getText()).then(copied => {
      const answer = copied ? 'Copied' : 'Not copied';
      say(answer);
      button.dataset.litAnswer = answer;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        say(label);
        delete button.dataset.litAnswer;
      }, SAYS_COPIED);
    });
  });
  say(label);
  return button;
}

/** Put a text into the clipboard; return whether that was possible. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // a page that is not served by https has no clipboard, or the user has not allowed it
  }
}

/** Put a text into the clipboard as the browser's own "Copy" does. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  document.body.append(field);
  field.select();

  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }
  return copied;
}
