import { describe, expect, it } from 'vitest';

import { loads, rewritten } from '../../src/notebook/cellMagic';

describe('the magic of an app in a cell', () => {
  it('goes above the code', () => {
    expect(rewritten('x = 1')).toEqual({ kind: 'insert', at: 0 });
    expect(rewritten('\n\n# a note\nx = 1')).toEqual({ kind: 'insert', at: 2 });
    expect(rewritten('')).toEqual({ kind: 'insert', at: 0 });
  });

  it('is not put there twice', () => {
    expect(rewritten('%%litapp\nx')).toEqual({ kind: 'same' });
    expect(rewritten('\n%%litapp sales --static\nx')).toEqual({ kind: 'same' });
    expect(rewritten('%%time\n%%litapp\nx')).toEqual({ kind: 'same' });
  });

  it('goes below magics that run what follows them, and above line magics', () => {
    expect(rewritten('%%time\nx')).toEqual({ kind: 'insert', at: 7 });
    expect(rewritten('%%capture out\n%%time\nx')).toEqual({
      kind: 'insert',
      at: 21
    });
    expect(rewritten('%matplotlib inline\nx')).toEqual({
      kind: 'insert',
      at: 0
    });
  });

  it('does not go into what is not Python', () => {
    expect(rewritten('%%bash\nls')).toEqual({
      kind: 'refused',
      magic: '%%bash'
    });
    expect(rewritten('%%litapps\nx')).toEqual({
      kind: 'refused',
      magic: '%%litapps'
    });
    expect(rewritten('%%time')).toEqual({ kind: 'refused', magic: '%%time' });
  });
});

describe('a cell that loads the extension', () => {
  it('is known by its line', () => {
    expect(loads('import os\n%load_ext notebook_lit')).toBe(true);
    expect(loads('  %reload_ext notebook_lit')).toBe(true);
    expect(loads('# %load_ext notebook_lit')).toBe(false);
    expect(loads('%load_ext notebook_lite')).toBe(false);
  });
});
