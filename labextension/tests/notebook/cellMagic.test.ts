import { describe, expect, it } from 'vitest';

import { loadsExtension, magicEdit } from '../../src/notebook/cellMagic';

describe('the magic of an app in a cell', () => {
  it('goes above the code', () => {
    expect(magicEdit('x = 1')).toEqual({ kind: 'insert', at: 0 });
    expect(magicEdit('\n\n# a note\nx = 1')).toEqual({ kind: 'insert', at: 2 });
    expect(magicEdit('')).toEqual({ kind: 'insert', at: 0 });
  });

  it('is not put there twice', () => {
    expect(magicEdit('%%litapp\nx')).toEqual({ kind: 'same' });
    expect(magicEdit('\n%%litapp sales --static\nx')).toEqual({ kind: 'same' });
    expect(magicEdit('%%time\n%%litapp\nx')).toEqual({ kind: 'same' });
  });

  it('goes below magics that run what follows them, and above line magics', () => {
    expect(magicEdit('%%time\nx')).toEqual({ kind: 'insert', at: 7 });
    expect(magicEdit('%%capture out\n%%time\nx')).toEqual({
      kind: 'insert',
      at: 21
    });
    expect(magicEdit('%matplotlib inline\nx')).toEqual({
      kind: 'insert',
      at: 0
    });
  });

  it('does not go into what is not Python', () => {
    expect(magicEdit('%%bash\nls')).toEqual({
      kind: 'refused',
      magic: '%%bash'
    });
    expect(magicEdit('%%litapps\nx')).toEqual({
      kind: 'refused',
      magic: '%%litapps'
    });
    expect(magicEdit('%%time')).toEqual({ kind: 'refused', magic: '%%time' });
  });
});

describe('a cell that loads the extension', () => {
  it('is known by its line', () => {
    expect(loadsExtension('import os\n%load_ext notebook_lit')).toBe(true);
    expect(loadsExtension('  %reload_ext notebook_lit')).toBe(true);
    expect(loadsExtension('# %load_ext notebook_lit')).toBe(false);
    expect(loadsExtension('%load_ext notebook_lite')).toBe(false);
  });
});
