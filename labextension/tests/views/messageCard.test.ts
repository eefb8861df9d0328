import { describe, expect, it } from 'vitest';

import { MessageCard } from '../../src/views/messageCard';

describe('a message card', () => {
  it('is hidden until there is a message, and after it is cleared', () => {
    const card = new MessageCard();
    expect(card.isHidden).toBe(true);
    card.showProgress('Starting…');
    expect(card.isHidden).toBe(false);
    card.clear();
    expect([card.isHidden, card.node.childElementCount]).toEqual([true, 0]);
  });

  it('announces progress politely', () => {
    const card = new MessageCard();
    card.showProgress('Starting…');
    expect(card.node.getAttribute('role')).toBe('status');
    expect(card.node.textContent).toBe('Starting…');
    expect(card.node.querySelector('button')).toBeNull();
  });

  it('announces a problem at once, with detail, remedy and actions', () => {
    const card = new MessageCard();
    const executed: string[] = [];
    const action = (label: string) => ({
      label,
      execute: () => executed.push(label)
    });
    card.showProblem('It failed.', 'line 3', 'Repair it.', [
      action('Run'),
      action('Edit')
    ]);
    expect(card.node.getAttribute('role')).toBe('alert');
    expect([...card.node.children].map(part => part.textContent)).toEqual([
      'It failed.',
      'line 3',
      'Repair it.',
      'RunEdit'
    ]);
    const [run, edit] = card.node.querySelectorAll('button');
    edit?.click();
    expect(executed).toEqual(['Edit']);
    expect(run?.classList.contains('jp-mod-accept')).toBe(true);
    expect(edit?.classList.contains('jp-mod-reject')).toBe(true);
  });

  it('lets a long detail be scrolled by keyboard, and omits an empty one', () => {
    const card = new MessageCard();
    card.showProblem('It failed.', 'line 3', 'Repair it.', []);
    expect(card.node.querySelector('pre')?.tabIndex).toBe(0);
    card.showProblem('It failed.', '', 'Repair it.', []);
    expect(card.node.querySelector('pre')).toBeNull();
  });
});
