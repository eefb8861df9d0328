/** The one tooltip on screen. It is in the body of the page, so that nothing clips it. */
let shown: ITooltip | null = null;

interface ITooltip {
  readonly owner: HTMLElement;
  readonly node: HTMLElement;
  /** The timer that looks whether the owner is still in the page: an element that is removed gets no event. */
  readonly timer: number;
}

const OWNER_CHECK_INTERVAL = 500;
const DISTANCE = 4;

/**
 * Show the label (`aria-label`) of an element as soon as the pointer is over it or the keyboard reaches it.
 *
 * The browser's own tooltip (`title`) comes after a second, and never for the keyboard.
 */
export function attachTooltip(owner: HTMLElement): void {
  const hideOwn = (): void => {
    if (shown?.owner === owner) {
      hide();
    }
  };
  owner.addEventListener('pointerenter', () => {
    show(owner);
  });
  owner.addEventListener('focus', () => {
    if (owner.matches(':focus-visible')) {
      show(owner);
    }
  });
  owner.addEventListener('pointerleave', hideOwn);
  owner.addEventListener('blur', hideOwn);
  owner.addEventListener('click', hideOwn);
  owner.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      hideOwn();
    }
  });
}

function show(owner: HTMLElement): void {
  hide();
  const node = document.createElement('div');
  node.className = 'lit-tooltip';
  node.setAttribute('aria-hidden', 'true'); // screen readers read the label itself
  node.textContent = owner.getAttribute('aria-label');
  document.body.append(node);
  place(node, owner.getBoundingClientRect());
  const timer = window.setInterval(() => {
    if (!owner.isConnected) {
      hide();
    }
  }, OWNER_CHECK_INTERVAL);
  shown = { owner, node, timer };
}

function hide(): void {
  if (shown !== null) {
    window.clearInterval(shown.timer);
    shown.node.remove();
    shown = null;
  }
}

/** Place a tooltip below its owner and centred, but inside of the window: above the owner if there is no room below. */
function place(node: HTMLElement, owner: DOMRect): void {
  const { width, height } = node.getBoundingClientRect();
  const centred = owner.left + (owner.width - width) / 2;
  const last = window.innerWidth - width - DISTANCE;
  const below = owner.bottom + DISTANCE;
  const top =
    below + height <= window.innerHeight
      ? below
      : owner.top - height - DISTANCE;
  node.style.left = `${Math.max(DISTANCE, Math.min(centred, last))}px`;
  node.style.top = `${top}px`;
}
