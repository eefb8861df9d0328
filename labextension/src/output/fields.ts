/**
 * What text fields and help icons of apps can do in JupyterLab and Notebook 7 beyond what ipywidgets has: a password can be looked at, a
 * field takes no more characters than it may and counts them, it says how a text is applied, arrow keys step numbers, help icons can be
 * focused, sliders and colours have names, and a dash stands between the ends of a range.
 *
 * Nothing depends on it: in other front ends these are plain fields.
 */

const TEXT_FIELDS =
  '.lit-app :is(.lit-text-input, .lit-text-area, .lit-number-input, .lit-date-input, .lit-date-end, .lit-time-input) > :is(input, textarea)';
const SLIDERS = ':is(.lit-slider, .lit-select-slider):has(.noUi-handle)';
const STEPS: Readonly<Record<string, string>> = {
  ArrowDown: '.lit-step-down',
  ArrowUp: '.lit-step-up'
};
/** What ipywidgets writes between the ends of a range, with the spaces that ours have around them. */
const HYPHEN = '\u00a0-\u00a0';
const LIMIT = /\blit-max-(\d+)\b/;
let tips = 0;

/** Complete what a live view shows; called again whenever something in it has changed. */
export function completeFields(root: Element): void {
  for (const icon of root.querySelectorAll('.lit-input .lit-help')) {
    completeHelp(icon);
  }
  for (const slider of root.querySelectorAll(SLIDERS)) {
    nameHandles(slider);
    const readout = slider.querySelector('.widget-readout');
    if (readout?.textContent.includes(HYPHEN) === true) {
      readout.textContent = readout.textContent.replace(HYPHEN, ' – ');
    }
  }
  for (const colour of root.querySelectorAll('.lit-color-picker')) {
    const name = nameOf(colour) ?? '';
    colour.querySelector('[type="color"]')?.setAttribute('aria-label', name);
  }
  const passwords = '.lit-text-password > input:only-of-type';
  for (const field of root.querySelectorAll<HTMLInputElement>(passwords)) {
    if (field.parentElement?.querySelector('.lit-eye') === null) {
      field.after(createEye(field));
    }
  }
}

/** Make the help icon in a label focusable, which ipywidgets' sanitizer does not let through, and its tooltip describe the field. */
function completeHelp(icon: Element): void {
  const tip = icon.querySelector('.lit-tip');
  if (tip === null || icon.hasAttribute('tabindex')) {
    return;
  }
  icon.setAttribute('tabindex', '0');
  tips += 1;
  tip.id = `lit-tip-${tips}`;
  tip.setAttribute('aria-hidden', 'true'); // a description even so, and no part of the name while it is seen
  const fields =
    'input, textarea, select, [role="slider"], [role="radiogroup"]';
  for (const node of [
    icon,
    icon.closest('.lit-input')?.querySelector(fields)
  ]) {
    node?.setAttribute('aria-describedby', tip.id);
  }
}

/** Name the handles of a slider as its label does: ipywidgets gives them no name. */
function nameHandles(slider: Element): void {
  const name = nameOf(slider);
  if (name === null) {
    return;
  }
  const handles = slider.querySelectorAll('.noUi-handle');
  const ends = handles.length === 2 ? [' (from)', ' (to)'] : [''];
  handles.forEach((handle, index) => {
    handle.setAttribute('aria-label', `${name}${ends[index] ?? ''}`);
  });
}

/** Return the text of an input's label, or what stands for it where the label takes no room. */
function nameOf(input: Element): string | null {
  const label = input.querySelector('.widget-label')?.cloneNode(true);
  if (!(label instanceof HTMLElement)) {
    return null;
  }
  for (const other of label.querySelectorAll(
    '.lit-help, .lit-value, .lit-refused'
  )) {
    other.remove();
  }
  return label.textContent.trim() || label.title;
}

function createEye(field: HTMLInputElement): HTMLButtonElement {
  const eye = document.createElement('button');
  eye.type = 'button';
  eye.className = 'lit-eye';
  const show = (shown: boolean): void => {
    field.type = shown ? 'text' : 'password';
    eye.setAttribute('aria-pressed', String(shown));
    eye.ariaLabel = eye.title = shown ? 'Hide the text' : 'Show the text';
  };
  eye.addEventListener('click', () => {
    show(field.type === 'password');
  });
  show(false);
  return eye;
}

/** Limit and count what is typed into the fields of apps, and say how it is applied until it is. */
export function followTyping(): void {
  const follow = (
    type: string,
    action: (
      field: HTMLInputElement | HTMLTextAreaElement,
      event: Event
    ) => void
  ): void => {
    window.addEventListener(
      type,
      event => {
        const { target } = event;
        if (target instanceof Element && target.matches(TEXT_FIELDS)) {
          action(target as HTMLInputElement | HTMLTextAreaElement, event);
        }
      },
      true
    );
  };
  const clear = (field: Element): void => {
    field.parentElement?.removeAttribute('data-lit-hint');
  };
  follow('focusin', field => {
    const limit = limitOf(field);
    if (limit === null) {
      field.removeAttribute('maxlength');
    } else {
      field.maxLength = limit;
    }
  });
  follow('input', field => {
    field.parentElement?.setAttribute('data-lit-hint', hintOf(field));
  });
  follow('keydown', (field, event) => {
    if (event instanceof KeyboardEvent) {
      stepNumber(field, event);
    }
  });
  follow('change', clear);
  follow('focusout', clear);
}

/** Press a button in a number field if that is what a pressed arrow key means; what was typed is applied first. */
function stepNumber(field: Element, key: KeyboardEvent): void {
  const which = STEPS[key.key];
  const frame = field.closest('.lit-framed');
  if (
    which === undefined ||
    key.ctrlKey ||
    key.altKey ||
    key.metaKey ||
    key.shiftKey
  ) {
    return;
  }
  const button = frame?.querySelector<HTMLButtonElement>(which) ?? null;
  if (button === null) {
    return; // a text
  }
  key.preventDefault(); // the caret would go to an end of the field
  if (field.parentElement?.hasAttribute('data-lit-hint') === true) {
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  button.click();
}

/** Return what is said below a field with a text that is not applied yet. */
function hintOf(field: HTMLInputElement | HTMLTextAreaElement): string {
  const isLive = field.closest('.lit-live') !== null;
  const key = field.tagName === 'TEXTAREA' ? 'Ctrl+Enter' : 'Enter';
  const limit = limitOf(field);
  const parts = isLive ? [] : [`Press ${key} to apply`];
  if (limit !== null) {
    parts.push(`${field.value.length}/${limit}`);
  }
  return parts.join(' · ');
}

/** Return how many characters a field takes; null for any number. */
function limitOf(field: Element): number | null {
  const limit = LIMIT.exec(field.parentElement?.className ?? '')?.[1];
  return limit === undefined ? null : Number(limit);
}

/** Apply the text of an area if that is what a pressed key means; return whether it is. */
export function applyText(target: Element, key: KeyboardEvent): boolean {
  const applies =
    key.key === 'Enter' &&
    (key.ctrlKey || key.metaKey) &&
    target.matches('.lit-app .lit-text-area > textarea');
  if (applies) {
    target.dispatchEvent(new Event('change', { bubbles: true }));
  }
  return applies;
}
